package dev.cairn.functions.aws.testing;

import dev.cairn.models.yaml.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** template.yaml, which is what is deployed. Tags are left out: {@code !Ref Table} reads as {@code Table}. */
public final class TemplateFile {
    private TemplateFile() {}

    public static JsonNode tree() {
        try (InputStream in = TemplateFile.class.getResourceAsStream("/template.yaml")) {
            if (in == null) {
                throw new IllegalStateException("no template.yaml on the class path");
            }
            return Yaml.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The properties of every resource of a type, by logical id. */
    public static Map<String, JsonNode> all(String type) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        tree().path("Resources").properties().forEach(resource -> {
            if (resource.getValue().path("Type").asString("").equals(type)) {
                all.put(resource.getKey(), resource.getValue().path("Properties"));
            }
        });
        return all;
    }

    /** The properties of a resource; missing if there is none of that id. */
    public static JsonNode of(String logicalId) {
        return tree().path("Resources").path(logicalId).path("Properties");
    }
}
