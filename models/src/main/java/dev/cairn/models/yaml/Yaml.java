package dev.cairn.models.yaml;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML as strictly as JSON: one document without repeated keys, within bounds. Aliases are refused, which Jackson would
 * take for texts; no tag makes anything but plain values.
 */
public final class Yaml {
    /** The longest document, in characters. */
    public static final int MAX_DOCUMENT = 1024 * 1024;

    private static final int MAX_DEPTH = 50;
    private static final int MAX_TOKENS = 200_000;
    private static final int MAX_NUMBER = 400;

    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_DOCUMENT)
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Yaml() {}

    /** @throws JacksonException if the text is not one such document; nothing at all is the missing node */
    public static JsonNode tree(String text) {
        check(text);
        return MAPPER.readTree(text);
    }

    /** @throws JacksonException if the text is not one such document, or no such value */
    public static <T> T read(String text, Class<T> type) {
        check(text);
        return MAPPER.readValue(text, type);
    }

    /** For finding the place of what is wrong. */
    public static JsonParser parser(String text) {
        return MAPPER.createParser(text);
    }

    private static void check(String text) {
        if (text.length() > MAX_DOCUMENT) {
            throw new StreamReadException("the document is longer than " + MAX_DOCUMENT + " characters");
        }
        try (JsonParser parser = parser(text)) {
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                    throw new StreamReadException(
                            parser,
                            "an alias (*name) is not understood here; write the value out",
                            yaml.currentTokenLocation());
                }
            }
        }
    }
}
