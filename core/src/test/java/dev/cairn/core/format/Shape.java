package dev.cairn.core.format;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Stored documents without what may differ from build to build: words of prompts, hashes, and sizes after gzip. */
final class Shape {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CHECKPOINT = Pattern.compile("(\\d{8})-[0-9a-f]{20}");
    private static final Set<String> SIZES = Set.of("bytes", "responseBytes");

    private Shape() {}

    /** Every object and every row, in an order of their own. */
    static List<String> of(BlobStore blobs, List<String> rows) throws IOException {
        List<String> shapes = new ArrayList<>();
        for (String row : rows) {
            shapes.add(Json.text(masked("", Json.tree(row))));
        }
        for (BlobStore.Stored stored : blobs.list("", null, 1000)) {
            byte[] packed = blobs.get(stored.key()).orElseThrow();
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                String key = hidden(stored.key());
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList()) {
                    shapes.add(key + " " + Json.text(masked("", Json.tree(line))));
                }
            }
        }
        shapes.sort(null);
        return shapes;
    }

    private static String hidden(String text) {
        return CHECKPOINT.matcher(HASH.matcher(text).replaceAll("<hash>")).replaceAll("$1-<hash>");
    }

    private static JsonNode masked(String field, JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode masked = Json.mapper().createObjectNode();
                object.properties().forEach(one -> masked.set(one.getKey(), masked(one.getKey(), one.getValue())));
                yield masked;
            }
            case ArrayNode array -> {
                ArrayNode masked = Json.mapper().createArrayNode();
                array.forEach(item -> masked.add(masked("", item)));
                yield masked;
            }
            default -> node.isString() ? text(field, node.stringValue()) : SIZES.contains(field) ? size() : node;
        };
    }

    /** A team lies in the log as a text of JSON; other texts are words. */
    private static JsonNode text(String field, String text) {
        if (!field.equals("text")) {
            return Json.toTree(hidden(text));
        }
        try {
            return masked("", Json.tree(text));
        } catch (JacksonException words) {
            return Json.toTree("<words>");
        }
    }

    private static JsonNode size() {
        return Json.toTree("<size>");
    }
}
