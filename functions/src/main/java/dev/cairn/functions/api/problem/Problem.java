package dev.cairn.functions.api.problem;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.Fault;
import dev.cairn.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal as RFC 9457 describes it.
 *
 * @param members what this kind of problem tells besides
 */
public record Problem(
        Kind kind, String detail, List<Fault> errors, Map<String, JsonNode> members, Map<String, String> headers) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The kinds, each with its status and the word that its type ends in. */
    public enum Kind {
        INVALID(400, "invalid-input", "The input cannot be used"),
        FORBIDDEN(403, "forbidden", "Not allowed"),
        NOT_FOUND(404, "not-found", "Not found"),
        METHOD(405, "method-not-allowed", "The path does not take this method"),
        CONFLICT(409, "conflict", "What stands now does not allow it"),
        BROKEN(409, "broken-object", "A stored object is missing or damaged"),
        NEWER_FORMAT(409, "newer-format", "A newer release wrote this"),
        GONE(410, "gone", "Closed for good"),
        TOO_LARGE(413, "too-large", "The body is too large"),
        MEDIA_TYPE(415, "unsupported-media-type", "The body has another media type"),
        INTERNAL(500, "internal", "Something went wrong here"),
        BROKEN_INDEX(500, "broken-index", "The index is damaged"),
        UNAVAILABLE(503, "unavailable", "A store does not answer or refuses");

        private final int status;
        private final String word;
        private final String title;

        Kind(int status, String word, String title) {
            this.status = status;
            this.word = word;
            this.title = title;
        }

        public int status() {
            return status;
        }
    }

    public Problem {
        requireNonNull(kind, "kind is null");
        requireNonNull(detail, "detail is null");
        errors = List.copyOf(errors);
        members = Map.copyOf(members);
        headers = Map.copyOf(headers);
    }

    public static Problem of(Kind kind, String detail) {
        return new Problem(kind, detail, List.of(), Map.of(), Map.of());
    }

    public static Problem of(Kind kind, String detail, List<Fault> errors) {
        return new Problem(kind, detail, errors, Map.of(), Map.of());
    }

    /** With a header. */
    public Problem with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Problem(kind, detail, errors, members, more);
    }

    /** With a member besides those that every problem has. */
    public Problem telling(String member, JsonNode value) {
        Map<String, JsonNode> more = new TreeMap<>(members);
        more.put(member, value);
        return new Problem(kind, detail, errors, more, headers);
    }

    /** With a text besides, or with null where there is none. */
    public Problem telling(String member, @Nullable String text) {
        return telling(
                member,
                text == null
                        ? Json.mapper().getNodeFactory().nullNode()
                        : Json.mapper().getNodeFactory().stringNode(text));
    }

    /** The document, as it goes out. */
    public byte[] document() {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("type", "urn:cairn:problem:" + kind.word);
        tree.put("title", kind.title);
        tree.put("status", kind.status);
        tree.put("detail", detail);
        ArrayNode faults = tree.putArray("errors");
        errors.forEach(fault -> faults.addObject().put("field", fault.field()).put("detail", fault.detail()));
        new TreeMap<>(members).forEach(tree::set);
        return Json.bytes(tree);
    }
}
