package dev.cairn.functions.api.http;

import dev.cairn.core.json.Json;
import dev.cairn.functions.api.problem.Problem;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What is answered. */
public record Reply(int status, Map<String, String> headers, byte[] body) {
    public static final String JSON = "application/json";

    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply ok(JsonNode body) {
        return json(200, body);
    }

    public static Reply accepted(JsonNode body) {
        return json(202, body);
    }

    public static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of("content-type", JSON), Json.bytes(body));
    }

    public static Reply of(Problem problem) {
        Map<String, String> headers = new TreeMap<>(problem.headers());
        headers.put("content-type", Problem.MEDIA_TYPE);
        return new Reply(problem.kind().status(), headers, problem.document());
    }

    /** Done, and nothing to say. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }

    /** With a header, unless it has one of that name. */
    public Reply withDefault(String header, String value) {
        return headers.containsKey(header) ? this : with(header, value);
    }
}
