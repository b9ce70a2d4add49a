package dev.cairn.functions.aws.stage;

import dev.cairn.functions.aws.testing.TemplateFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The functions of the template.
 *
 * @param functions by logical id
 * @param variables the names of those that the template sets for all of them
 * @param options of their JVM
 */
public record DeployedFunctions(Map<String, Function> functions, Set<String> variables, List<String> options) {
    private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

    /**
     * @param handler as the runtime takes it
     * @param policies how many policies of their own name its role has
     * @param grants what its role lets it do
     */
    public record Function(String handler, int memoryMegabytes, int policies, Set<Grant> grants) {}

    public Function function(String name) {
        return Objects.requireNonNull(functions.get(name), name);
    }

    public static DeployedFunctions ofTheTemplate() {
        JsonNode template = TemplateFile.tree();
        JsonNode global = template.path("Globals").path("Function");
        JsonNode resources = template.path("Resources");
        Map<String, Function> functions = new LinkedHashMap<>();
        resources.properties().forEach(resource -> {
            if (resource.getValue().path("Type").asString("").equals("AWS::Serverless::Function")) {
                JsonNode properties = resource.getValue().path("Properties");
                functions.put(
                        resource.getKey(),
                        new Function(
                                properties.path("Handler").asString(),
                                properties
                                        .path("MemorySize")
                                        .asInt(global.path("MemorySize").asInt()),
                                (int) properties.path("Policies").values().stream()
                                        .filter(JsonNode::isString)
                                        .count(),
                                grants(properties.path("Policies"), resources)));
            }
        });
        JsonNode set = global.path("Environment").path("Variables");
        Set<String> names = new TreeSet<>(set.propertyNames());
        names.remove(OPTIONS);
        return new DeployedFunctions(
                functions, names, List.of(set.path(OPTIONS).asString().split(" ")));
    }

    /** Policies are managed ones of the template, by name, or documents. */
    private static Set<Grant> grants(JsonNode policies, JsonNode resources) {
        Set<Grant> grants = new TreeSet<>();
        for (JsonNode policy : policies) {
            JsonNode document = policy.isString()
                    ? resources.path(policy.stringValue()).path("Properties").path("PolicyDocument")
                    : policy;
            for (JsonNode statement : document.path("Statement")) {
                if (!statement.path("Effect").asString().equals("Allow")) {
                    throw new IllegalStateException("only what is allowed is understood: " + statement);
                }
                for (String action : texts(statement.path("Action"))) {
                    grants.add(new Grant(action, Grant.resource(statement.path("Resource"))));
                }
            }
        }
        return grants;
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        if (oneOrMore.isString()) {
            texts.add(oneOrMore.stringValue());
        }
        oneOrMore.values().forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
