package dev.cairn.functions.api;

import dev.cairn.core.error.Fault;
import dev.cairn.core.json.Json;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.team.JsonSchemaCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** docs/openapi.yaml as it ships, made strict: what it does not name is a fault here, though clients must bear it. */
final class Description {
    private final JsonNode document;

    private Description(JsonNode document) {
        this.document = document;
    }

    static Description read() {
        try (InputStream in = Objects.requireNonNull(
                ApiHandler.class.getResourceAsStream("openapi.yaml"), "openapi.yaml is not on the class path")) {
            ObjectNode tree = (ObjectNode) new YAMLMapper().readTree(in);
            strict(tree.path("components").path("schemas"));
            return new Description(tree);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void strict(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(Description::strict);
    }

    JsonNode document() {
        return document;
    }

    /** Every route as METHOD path. */
    Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(name ->
                                Set.of("get", "put", "post", "delete", "patch").contains(name))
                        .forEach(
                                method -> routes.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return routes;
    }

    /** The statuses that a route may answer, besides those that are left open. */
    List<Integer> statuses(String method, String template) {
        return document
                .path("paths")
                .path(template)
                .path(method.toLowerCase(java.util.Locale.ROOT))
                .path("responses")
                .propertyNames()
                .stream()
                .filter(status -> !status.equals("default"))
                .map(Integer::valueOf)
                .toList();
    }

    /** What an answer has that it should not have, or lacks. */
    List<Fault> faults(String method, String template, Reply reply) {
        JsonNode responses = document.path("paths")
                .path(template)
                .path(method.toLowerCase(java.util.Locale.ROOT))
                .path("responses");
        JsonNode response = responses.path(Integer.toString(reply.status()));
        if (response.isMissingNode()) {
            return List.of(new Fault("status", reply.status() + " is not described"));
        }
        JsonNode content = resolve(response).path("content");
        if (reply.body().length == 0) {
            return content.isMissingNode() ? List.of() : List.of(new Fault("body", "is missing"));
        }
        String type = String.valueOf(reply.headers().get("content-type")).split(";", 2)[0];
        JsonNode schema = content.path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of(new Fault("content-type", type + " is not described for " + reply.status()));
        }
        if (!type.contains("json")) {
            return List.of();
        }
        ObjectNode whole = Json.mapper().createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.putObject("components").set("schemas", document.path("components").path("schemas"));
        return new JsonSchemaCheck().check(whole, Json.tree(reply.body()), "");
    }

    /** Holds a request's body against its description. */
    List<Fault> bodyFaults(String schema, JsonNode body) {
        ObjectNode whole = Json.mapper().createObjectNode();
        whole.setAll(Map.of("$ref", Json.mapper().getNodeFactory().stringNode("#/components/schemas/" + schema)));
        whole.putObject("components").set("schemas", document.path("components").path("schemas"));
        return new JsonSchemaCheck().check(whole, body, "");
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
