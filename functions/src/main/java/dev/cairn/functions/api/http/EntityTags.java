package dev.cairn.functions.api.http;

import dev.cairn.core.json.Digest;
import java.util.Arrays;
import java.util.Map;

/** ETags: what is answered to GET has one, and is not sent again to who has it. */
public final class EntityTags {
    private static final int LENGTH = 32;

    private EntityTags() {}

    public static Reply conditional(Request request, Reply reply) {
        if (!request.method().equals("GET") || reply.status() != 200) {
            return reply;
        }
        String tag = '"' + Digest.hex(reply.body()).substring(0, LENGTH) + '"';
        boolean known = request.header("if-none-match")
                .map(header -> Arrays.stream(header.split(","))
                        .map(String::strip)
                        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                        .anyMatch(one -> one.equals("*") || one.equals(tag)))
                .orElse(false);
        return known ? new Reply(304, Map.of("etag", tag), new byte[0]) : reply.with("etag", tag);
    }
}
