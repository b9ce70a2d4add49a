package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.api.problem.Problem;
import dev.cairn.functions.team.TeamSchema;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DescriptionTest {
    private final Description description = Description.read();

    @Test
    void description_shouldHaveEveryRouteAndNoOther() {
        Set<String> routes = new TestApi()
                .handler().routes().stream()
                        .map(route -> route.method() + " " + route.template())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(description.routes()).isEqualTo(routes);
    }

    @Test
    void description_shouldReferToNothingThatIsNotThere() {
        assertThat(references(description.document()))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(description
                                .document()
                                .at(reference.substring(1))
                                .isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void description_shouldAskForACaller_whereverTheRouteDoes() {
        JsonNode document = description.document();
        assertThat(document.at("/components/securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("sigV4", "bearer");
        assertThat(document.path("security")).hasToString("[{\"sigV4\":[]},{\"bearer\":[]},{}]");
        for (Route route : new TestApi().handler().routes()) {
            JsonNode operation = document.path("paths")
                    .path(route.template())
                    .path(route.method().toLowerCase(Locale.ROOT));
            assertThat(operation.has("security"))
                    .as(route.method() + " " + route.template() + " is for everybody")
                    .isEqualTo(route.answering() instanceof Route.Open);
            assertThat(operation.path("security")).isEmpty();
        }
    }

    @Test
    void description_shouldDeclareEveryParameterOfItsPaths() {
        description.document().path("paths").properties().forEach(path -> {
            Set<String> declared = new TreeSet<>();
            for (JsonNode parameter : path.getValue().path("parameters")) {
                declared.add(description
                        .document()
                        .at(parameter.path("$ref").stringValue().substring(1))
                        .path("name")
                        .stringValue());
            }
            Set<String> used = new TreeSet<>();
            java.util.regex.Matcher matcher =
                    java.util.regex.Pattern.compile("\\{(\\w+)}").matcher(path.getKey());
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
            assertThat(declared).as(path.getKey()).isEqualTo(used);
        });
    }

    @Test
    void description_shouldTellEveryTypeOfProblem_withItsStatus() {
        String told = description
                .document()
                .at("/components/schemas/Problem/properties/type/description")
                .stringValue();

        assertThat(told.lines()
                        .filter(line -> line.startsWith("- "))
                        .map(line -> line.substring(2, line.indexOf(':', 25))))
                .containsExactlyElementsOf(Stream.of(Problem.Kind.values())
                        .map(kind -> Json.tree(Problem.of(kind, "").document()))
                        .map(problem -> "`" + problem.path("type").stringValue() + "` ("
                                + problem.path("status").intValue() + ")")
                        .toList());
    }

    @Test
    void everyOperation_shouldSayWhatItAnswersToAFaultOfTheServer_andLeaveRoomForMore() {
        for (JsonNode path : description.document().path("paths")) {
            path.properties().stream()
                    .filter(operation -> operation.getValue().has("responses"))
                    .forEach(operation -> assertThat(
                                    operation.getValue().path("responses").propertyNames())
                            .as(operation.getValue().path("operationId").asString())
                            .contains("500", "default"));
        }
    }

    @Test
    void description_shouldAllowTheSameTeamsAsTheSchemaOfTeamFiles() {
        JsonNode schema = TeamSchema.schema();
        JsonNode described = description.document().path("components").path("schemas");

        assertThat(described.at("/Team/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(schema.path("properties").propertyNames());
        assertThat(described.at("/Participant/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        schema.at("/$defs/participant/properties").propertyNames());
        assertThat(described.at("/Tool/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        schema.at("/$defs/tool/properties").propertyNames());
        assertThat(described.at("/Limits/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        schema.at("/$defs/limits/properties").propertyNames());
    }

    @Test
    void bodies_shouldBeDescribedAsTheyAreTaken() {
        assertThat(description.bodyFaults("NewRun", Json.tree("""
                {"task": "x", "team": "default", "limits": {"maxRounds": 1}, "labels": {"a": "b"}, "ttlDays": 1,
                 "history": [{"author": "a", "content": "b"}], "planReview": "never"}"""))).isEmpty();
        assertThat(description.bodyFaults("NewRun", Json.tree("{\"taks\": 1}"))).hasSize(2);
        assertThat(description.bodyFaults("Answer", Json.tree("{\"decision\": \"perhaps\"}")))
                .hasSize(1);
        assertThat(description.bodyFaults("Replay", Json.tree("""
                {"checkpointId": "a", "mode": "recorded", "edits": {"plan": "p"}, "response": {"decision": "approve"},
                 "allowTeamChange": true}"""))).isEmpty();
    }

    private static Set<String> references(JsonNode node) {
        Set<String> found = new TreeSet<>();
        if (node.path("$ref").isString()) {
            found.add(node.path("$ref").stringValue());
        }
        node.forEach(child -> found.addAll(references(child)));
        return found;
    }
}
