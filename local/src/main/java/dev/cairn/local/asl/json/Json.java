package dev.cairn.local.asl.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way JSON is read and written here: strictly (no duplicate keys, nothing after the end) and within bounds, so
 * that no document can exhaust the process.
 */
public final class Json {
    /** A definition may hold 1 MiB, a payload 256 KiB; what is longer than twice the larger is never worth reading. */
    private static final int LONGEST_DOCUMENT = 2 * 1024 * 1024;

    private static final int DEEPEST = 200;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxDocumentLength(LONGEST_DOCUMENT)
                            .maxStringLength(LONGEST_DOCUMENT)
                            .maxNumberLength(400)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads one JSON document.
     *
     * @throws JacksonException if it is not JSON, has a duplicate key or exceeds a bound
     */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /**
     * Reads one JSON document in UTF-8.
     *
     * @throws JacksonException if it is not JSON, has a duplicate key or exceeds a bound
     */
    public static JsonNode read(byte[] utf8) {
        return MAPPER.readTree(utf8);
    }

    /** What is wrong with a document, in one line, in words for whoever wrote it. */
    public static String fault(JacksonException unreadable) {
        return dev.cairn.core.json.Json.fault(unreadable);
    }

    /** Writes without white space. */
    public static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }
}
