package dev.cairn.cli.lambda;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.functions.aws.stage.Asked;
import dev.cairn.functions.aws.stage.Stage;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.local.asl.run.EventDetails;
import dev.cairn.local.asl.run.HistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run costs in calls of AWS, counted on the wire: a run whose plan is reviewed, of {@value ROUNDS} rounds with
 * replies of 2 KB. Every item is under 4 KB, so that a read of it is one unit. The amounts stand in counts.json, written
 * anew by -Dcairn.counts.write=true, and docs/cost.md reckons with them.
 */
class RoundCountsIT {
    static final int ROUNDS = 48;

    private static final String WRITE = "cairn.counts.write";
    private static final Path COUNTS =
            Path.of(System.getProperty("cairn.root", ".."), "cli", "src", "test", "resources", "counts.json");
    private static final Set<String> OF_A_ROUND = Set.of("EvaluateProgressFunction", "AgentTurnFunction");
    private static final String REPLY = "The stars of this part of the sky are many. ".repeat(47);

    @TempDir
    Path rehearsals;

    @Test
    void round_shouldCostNoMoreThanTheDesignAllows() throws IOException {
        try (Stage stage = new Stage(rehearsals);
                WholeDeployment deployment = new WholeDeployment(stage)) {
            Files.writeString(rehearsals.resolve("rounds.yaml"), script());
            String run = deployment
                    .post("/runs", Json.text(Map.of("task", "Count the stars.", "team", Json.tree(TEAM))))
                    .path("runId")
                    .asString();
            deployment.awaitQuestion();
            RunKey key = new RunKey(FunctionsRig.RUN.tenant(), new RunId(run));
            String request = requireNonNull(record(stage, key).pendingRequest()).value();
            deployment.post("/runs/" + run + "/requests/" + request + "/response", "{\"decision\":\"approve\"}");
            deployment.ended(run);

            RunRecord ended = record(stage, key);
            assertThat(ended.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(ended.counters().rounds()).isEqualTo(ROUNDS + 1);
            JsonNode counted = counted(
                    deployment.history(run), deployment.invoked(), stage.asked().all());
            assertOneReadOfASecret(stage.asked().all());
            assertPerRound(counted.path("perRound"));
            if (Boolean.getBoolean(WRITE)) {
                Files.createDirectories(requireNonNull(COUNTS.getParent()));
                Files.writeString(
                        COUNTS, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(counted) + "\n");
            }
            assertAsWritten(counted, Json.tree(Files.readAllBytes(COUNTS)));
        }
    }

    private static RunRecord record(Stage stage, RunKey run) {
        return stage.index().get(RunRecord.key(run)).orElseThrow().record();
    }

    /** A merge is put in the place of the step's own segment, so that it is no further put. */
    private static void assertPerRound(JsonNode round) {
        assertThat(round.path(Counts.TRANSITIONS).asDouble()).isLessThanOrEqualTo(4);
        assertThat(round.path(Counts.INVOCATIONS).asDouble()).isLessThanOrEqualTo(2);
        assertThat(round.path(Counts.PUTS).asDouble()).isBetween(4.0, 4.2);
        assertThat(round.path(Counts.TRANSACTIONS).asDouble()).isLessThanOrEqualTo(2);
    }

    private static void assertAsWritten(JsonNode counted, JsonNode written) {
        for (String part : List.of("perRound", "perRun")) {
            assertThat(counted.path(part).propertyNames())
                    .containsExactlyElementsOf(written.path(part).propertyNames());
            written.path(part)
                    .properties()
                    .forEach(one -> assertThat(
                                    counted.path(part).path(one.getKey()).asDouble())
                            .as("%s of counts.json, which -D%s=true writes anew: %s", part, WRITE, one.getKey())
                            .isCloseTo(one.getValue().asDouble(), within(tolerance(part, one.getKey()))));
        }
    }

    /**
     * The lengths of ids and times vary, and an item's with them: one of a run may need a unit more, twice counted. A
     * run that works for longer than a minute after its approval has moved once more in the index of those that are due.
     */
    private static double tolerance(String part, String counted) {
        return switch (counted) {
            case Counts.WRITE_UNITS -> part.equals("perRun") ? 2 : 0.5;
            case Counts.INDEX_WRITES -> part.equals("perRun") ? 2 : 0;
            default -> 0.001;
        };
    }

    /** A function is one process here, which starts once: what it reads of a secret it keeps. */
    private static void assertOneReadOfASecret(List<Asked> asked) {
        Map<String, Long> reads = asked.stream()
                .filter(one -> one.operation().equals("GetSecretValue"))
                .collect(Collectors.groupingBy(Asked::who, TreeMap::new, Collectors.counting()));
        assertThat(reads)
                .containsKeys("ApiFunction", "AwaitPersonFunction")
                .allSatisfy((who, times) ->
                        assertThat(times).as("reads of secrets by " + who).isEqualTo(1));
    }

    /** Rounds are all alike; what is not a round of that run is counted once. */
    private static ObjectNode counted(List<HistoryEvent> history, List<String> invoked, List<Asked> asked) {
        List<String> entered = history.stream()
                .flatMap(event -> event.details() instanceof EventDetails.Entered state
                        ? java.util.stream.Stream.of(state.name())
                        : java.util.stream.Stream.empty())
                .toList();
        int first = entered.indexOf("EvaluateProgress");
        // The last evaluation finds that the task is done, and leads to the answer.
        int end = entered.lastIndexOf("EvaluateProgress");
        List<Asked> ofRounds =
                asked.stream().filter(one -> OF_A_ROUND.contains(one.who())).toList();
        List<Asked> rounds = ofRounds.subList(
                0, beginOfLastEvaluation(ofRounds.stream().map(Asked::who).toList()));
        int invocations = beginOfLastEvaluation(
                invoked.stream().filter(OF_A_ROUND::contains).toList());
        Counts ofAll = Counts.of(entered.size(), invoked.size(), asked);
        // Time moves a run in the index of those that are due, and its rounds do not.
        Counts ofTheRounds = Counts.of(end - first, invocations, rounds).without(Counts.INDEX_WRITES);
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("rounds", ROUNDS);
        tree.set("perRound", Json.toTree(ofTheRounds.per(ROUNDS).amounts()));
        tree.set("perRun", Json.toTree(ofAll.minus(ofTheRounds).per(1).amounts()));
        return tree;
    }

    private static int beginOfLastEvaluation(List<String> functions) {
        return functions.lastIndexOf("AgentTurnFunction") + 1;
    }

    private static final String TEAM = """
            {"name":"counted","manager":{"model":"rehearsal:rounds"},"planReview":"always","limits":{"maxRounds":100},
             "participants":[{"name":"coder","description":"computes","instructions":"Compute.",
              "model":"rehearsal:rounds"}]}""";

    private static String script() {
        String ledger = """
                  - when: {purpose: progress_ledger, after: {coder: %d}}
                    json:
                      is_request_satisfied: {reason: r, answer: %s}
                      is_in_loop: {reason: r, answer: false}
                      is_progress_being_made: {reason: r, answer: true}
                      next_speaker: {reason: r, answer: coder}
                      instruction_or_question: {reason: r, answer: "Please do your part, coder."}
                """;
        return """
                task: Count the stars.
                replies:
                  - {when: {purpose: facts}, text: The facts.}
                  - {when: {purpose: plan}, text: The plan.}
                  - {when: {purpose: answer}, text: There are 42.}
                  - {when: {purpose: turn}, text: "%s"}
                """.formatted(REPLY)
                + String.format(Locale.ROOT, ledger, 0, "false")
                + String.format(Locale.ROOT, ledger, ROUNDS, "true");
    }
}
