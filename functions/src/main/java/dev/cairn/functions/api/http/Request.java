package dev.cairn.functions.api.http;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A request as it came through the gateway.
 *
 * @param path as it was sent, percent-encoded
 * @param query as it was sent, without the question mark
 * @param headers by name in lower case
 * @param authorizer what the gateway's authorizer found out about the caller; missing if there is none
 * @param id the gateway's, for the log
 */
public record Request(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        byte[] body,
        String sourceIp,
        JsonNode authorizer,
        String id) {
    /** The largest body that is read, in bytes. */
    public static final int MAX_BODY = 1024 * 1024;

    public Request {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
        requireNonNull(query, "query is null");
        requireNonNull(body, "body is null");
        requireNonNull(sourceIp, "sourceIp is null");
        requireNonNull(authorizer, "authorizer is null");
        requireNonNull(id, "id is null");
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Headers and body may hold secrets. */
    @Override
    public String toString() {
        return "Request[" + method + " " + path + ", " + id + "]";
    }
}
