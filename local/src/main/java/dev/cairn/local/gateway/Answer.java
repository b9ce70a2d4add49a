package dev.cairn.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An HTTP response. */
record Answer(int status, Map<String, String> headers, byte[] body) {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** What the gateway itself has to say. */
    static Answer problem(int status, String title, String detail) {
        ObjectNode problem = Json.mapper().createObjectNode();
        problem.put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        problem.putArray("errors");
        return new Answer(status, Map.of("content-type", "application/problem+json"), Json.bytes(problem));
    }

    /** @throws IllegalArgumentException if it is no answer in payload format 2.0 */
    static Answer ofFunction(byte[] json) {
        try {
            JsonNode tree = Json.tree(json);
            if (!tree.path("statusCode").isIntegralNumber()) {
                throw new IllegalArgumentException("the function answered without a statusCode");
            }
            Map<String, String> headers = new LinkedHashMap<>();
            tree.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asString("")));
            String body = tree.path("body").asString("");
            byte[] bytes = tree.path("isBase64Encoded").asBoolean(false)
                    ? Base64.getDecoder().decode(body)
                    : body.getBytes(StandardCharsets.UTF_8);
            return new Answer(tree.path("statusCode").intValue(), headers, bytes);
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("the function answered with something else than JSON", notJson);
        }
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean bare = status == NO_CONTENT
                || status == NOT_MODIFIED
                || exchange.getRequestMethod().equals("HEAD");
        if (bare || body.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
