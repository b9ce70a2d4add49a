package dev.cairn.local.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.cairn.core.json.Json;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The event that API Gateway makes of a request, in payload format 2.0. */
final class ProxyEvent {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ProxyEvent() {}

    static ObjectNode of(HttpExchange exchange, RouteTable.Match match, byte[] body, Instant now) {
        String path = exchange.getRequestURI().getRawPath();
        String query = exchange.getRequestURI().getRawQuery();
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", match.route().key());
        event.put("rawPath", path);
        event.put("rawQueryString", query == null ? "" : query);
        Map<String, String> headers = headers(exchange.getRequestHeaders());
        ObjectNode given = event.putObject("headers");
        headers.forEach(given::put);
        parameters(event, query);
        if (!match.parameters().isEmpty()) {
            ObjectNode parameters = event.putObject("pathParameters");
            match.parameters().forEach(parameters::put);
        }
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", "123456789012").put("apiId", "local").put("stage", "$default");
        context.put("domainName", headers.getOrDefault("host", "127.0.0.1")).put("domainPrefix", "local");
        context.put("requestId", UUID.randomUUID().toString());
        context.put("routeKey", match.route().key());
        context.put("time", TIME.format(now)).put("timeEpoch", now.toEpochMilli());
        context.putObject("http")
                .put("method", exchange.getRequestMethod())
                .put("path", path)
                .put("protocol", exchange.getProtocol())
                .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
                .put("userAgent", headers.getOrDefault("user-agent", ""));
        body(event, body);
        return event;
    }

    /** Names in lower case; what was sent several times is joined by commas. */
    private static Map<String, String> headers(Headers given) {
        Map<String, String> headers = new TreeMap<>();
        given.forEach((name, values) -> headers.merge(
                name.toLowerCase(Locale.ROOT), String.join(",", values), (one, other) -> one + "," + other));
        return headers;
    }

    private static void parameters(ObjectNode event, @org.jspecify.annotations.Nullable String query) {
        if (query == null || query.isEmpty()) {
            return;
        }
        Map<String, String> values = new TreeMap<>();
        for (String pair : List.of(query.split("&", -1))) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            values.merge(name, value, (one, other) -> one + "," + other);
        }
        ObjectNode parameters = event.putObject("queryStringParameters");
        values.forEach(parameters::put);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static void body(ObjectNode event, byte[] body) {
        if (body.length == 0) {
            event.put("isBase64Encoded", false);
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            event.put("body", text).put("isBase64Encoded", false);
        } catch (CharacterCodingException binary) {
            event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
        }
    }
}
