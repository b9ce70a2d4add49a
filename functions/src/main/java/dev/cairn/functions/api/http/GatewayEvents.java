package dev.cairn.functions.api.http;

import dev.cairn.core.json.Json;
import dev.cairn.functions.api.problem.Problem;
import dev.cairn.functions.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** API Gateway's HTTP API events, payload format 2.0, in and out. Fields that the gateway adds are passed over. */
public final class GatewayEvents {
    private static final String VERSION = "2.0";
    private static final String DEFAULT_STAGE = "$default";

    private GatewayEvents() {}

    /**
     * @throws IllegalArgumentException if it is no such event
     * @throws ProblemException if its body is larger than {@link Request#MAX_BODY} or badly encoded
     */
    public static Request read(byte[] event) {
        JsonNode tree = Json.tree(event);
        JsonNode context = tree.path("requestContext");
        JsonNode http = context.path("http");
        if (!VERSION.equals(tree.path("version").asString("")) || !http.isObject()) {
            throw new IllegalArgumentException(
                    "the event is no HTTP API event of payload format 2.0; set the integration's payload format to 2.0");
        }
        Map<String, String> headers = new HashMap<>();
        tree.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString("")));
        String id = context.path("requestId").asString("");
        return new Request(
                http.path("method").asString(""),
                path(tree, context, http),
                tree.path("rawQueryString").asString(""),
                headers,
                body(tree),
                http.path("sourceIp").asString(""),
                context.path("authorizer"),
                id.isBlank() ? UUID.randomUUID().toString() : id);
    }

    /** A stage other than the default one stands before the path. */
    private static String path(JsonNode tree, JsonNode context, JsonNode http) {
        String path = tree.path("rawPath").asString(http.path("path").asString("/"));
        String stage = context.path("stage").asString(DEFAULT_STAGE);
        String before = "/" + stage;
        boolean staged = !stage.equals(DEFAULT_STAGE) && (path.equals(before) || path.startsWith(before + "/"));
        return staged ? path.substring(before.length()) : path;
    }

    private static byte[] body(JsonNode tree) {
        String text = tree.path("body").asString("");
        // Before anything is decoded: four characters of base64 make three bytes.
        if (text.length() / 4L * 3 > Request.MAX_BODY + 3L) {
            throw tooLarge();
        }
        byte[] bytes;
        try {
            bytes = tree.path("isBase64Encoded").asBoolean(false)
                    ? Base64.getDecoder().decode(text)
                    : text.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(Problem.Kind.INVALID, "The body is said to be base64 and is not."), e);
        }
        if (bytes.length > Request.MAX_BODY) {
            throw tooLarge();
        }
        return bytes;
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                Problem.of(Problem.Kind.TOO_LARGE, "The body must be at most " + Request.MAX_BODY + " bytes."));
    }

    /** The answer to the gateway; every body of the API is UTF-8 text. */
    public static byte[] write(Reply reply) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("statusCode", reply.status());
        ObjectNode headers = tree.putObject("headers");
        reply.headers().forEach(headers::put);
        tree.put("body", new String(reply.body(), StandardCharsets.UTF_8));
        tree.put("isBase64Encoded", false);
        return Json.bytes(tree);
    }
}
