package dev.cairn.local.template;

import dev.cairn.models.yaml.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The deployment's template: functions with their time-outs, the routes that lead to them, and which function stands
 * for which name in the state machine's definition.
 *
 * @param functions by logical id
 * @param substitutions logical ids of functions by the names that the definition uses
 */
public record SamTemplate(Map<String, Function> functions, List<Route> routes, Map<String, String> substitutions) {
    private static final String RESOURCE = "/template.yaml";
    private static final String VERSION = ".Version";

    public SamTemplate {
        functions = Map.copyOf(functions);
        routes = List.copyOf(routes);
        substitutions = Map.copyOf(substitutions);
    }

    /** @param timeout of one invocation */
    public record Function(Duration timeout, int memoryMegabytes) {}

    /**
     * @param method in capitals; {@code ANY} for every one
     * @param path with its <code>{parameters}</code>
     * @param function the logical id of the one that answers
     */
    public record Route(String method, String path, String function) {
        /** As API Gateway names it. */
        public String key() {
            return isDefault() ? path : method + " " + path;
        }

        /** Whether it takes what no other route does. */
        public boolean isDefault() {
            return path.equals("$default");
        }
    }

    /** The template that this release is deployed with. */
    public static SamTemplate ofThisRelease() {
        try (InputStream in = SamTemplate.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this build has no " + RESOURCE + " on its class path");
            }
            return parse(Yaml.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SamTemplate parse(JsonNode template) {
        JsonNode global = template.path("Globals").path("Function");
        Map<String, Function> functions = new LinkedHashMap<>();
        List<Route> routes = new ArrayList<>();
        Map<String, String> substitutions = new LinkedHashMap<>();
        JsonNode resources = template.path("Resources");
        resources.properties().forEach(resource -> {
            JsonNode properties = resource.getValue().path("Properties");
            switch (resource.getValue().path("Type").asString("")) {
                case "AWS::Serverless::Function" -> functions.put(resource.getKey(), function(properties, global));
                case "AWS::ApiGatewayV2::Route" -> routes.add(route(properties, resources));
                case "AWS::Serverless::StateMachine" ->
                    properties
                            .path("DefinitionSubstitutions")
                            .properties()
                            .forEach(one -> substitutions.put(
                                    one.getKey(), logicalId(one.getValue().asString(""))));
                default -> {
                    // Storage and rights are other things here.
                }
            }
        });
        return new SamTemplate(functions, routes, substitutions);
    }

    private static Function function(JsonNode properties, JsonNode global) {
        int seconds = properties.path("Timeout").asInt(global.path("Timeout").asInt(3));
        int memory =
                properties.path("MemorySize").asInt(global.path("MemorySize").asInt(128));
        return new Function(Duration.ofSeconds(seconds), memory);
    }

    /** Its target names an integration, and the address of that the function. */
    private static Route route(JsonNode properties, JsonNode resources) {
        String integration = named(properties.path("Target").asString(""), "integrations/${", "}");
        String alias = resources
                .path(integration)
                .path("Properties")
                .path("IntegrationUri")
                .path(1)
                .path("Function")
                .asString("");
        String function = named(alias, "", ".Alias");
        String key = properties.path("RouteKey").asString("");
        int space = key.indexOf(' ');
        return space < 0
                ? new Route("ANY", key, function)
                : new Route(key.substring(0, space), key.substring(space + 1), function);
    }

    private static String named(String text, String before, String after) {
        int from = text.indexOf(before);
        int to = text.indexOf(after, from);
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException(
                    "the template says \"" + text + "\" where something like " + before + "Name" + after + " was due");
        }
        return text.substring(from + before.length(), to);
    }

    /** The reader leaves the tag {@code !Ref} out, and what it refers to remains. */
    private static String logicalId(String reference) {
        return reference.endsWith(VERSION) ? reference.substring(0, reference.length() - VERSION.length()) : reference;
    }
}
