package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DecisionCommandsTest {
    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();

    @AfterEach
    void close() {
        api.close();
    }

    private TestCairn cairn() {
        return new TestCairn(directory).at(api);
    }

    private JsonNode sent(String requestId) {
        return api.calls("POST /runs/r1/requests/" + requestId + "/response")
                .getFirst()
                .body();
    }

    @Test
    void approve_shouldSendTheHashOfThePlan_andFollowFromThereOnly() {
        new Story(api, "r1");
        Result result = cairn().run("approve", "r1");
        assertThat(result.exit()).isZero();
        assertThat(sent("q1")).isEqualTo(json("{'decision': 'approve', 'planHash': 'hash1'}"));
        assertThat(result.out()).isEqualTo(Story.ANSWER + "\n");
        assertThat(result.err()).contains("✓ Approved").doesNotContain("Plan ─");
    }

    @Test
    void approve_shouldTakeAPlanFromAFileOrTheInput() throws IOException {
        new Story(api, "r1");
        Files.writeString(directory.resolve("plan.md"), "- another plan\n");
        cairn().run("approve", "r1", "--plan-file", "plan.md");
        assertThat(sent("q1").path("plan").asString()).isEqualTo("- another plan\n");
    }

    @Test
    void approve_shouldFindTheOnlyRunThatWaits() {
        Story story = new Story(api, "r1");
        api.on("GET /runs", call -> FakeApi.page("runs", null, story.run()));
        Result result = cairn().run("approve");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).startsWith("Approving run r1, the only one that waits.");
        assertThat(api.calls("GET /runs").getFirst().query()).contains("status=WAITING");
    }

    @Test
    void approve_shouldNotGuess_whenSeveralWait() {
        api.on("GET /runs", call -> Reply.ok(json("{'runs': [{'runId': 'r1'}, {'runId': 'r2'}], 'next': null}")));
        Result result = cairn().run("approve");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("several runs wait; name one").contains("  r1\n  r2");
        api.on("GET /runs", call -> Reply.ok(json("{'runs': [], 'next': null}")));
        assertThat(cairn().run("approve").exit()).isEqualTo(3);
    }

    @Test
    void approve_shouldBeRefused_whenTheRunWaitsForNothing() {
        Story story = new Story(api, "r1");
        assertThat(cairn().run("approve", "r1").exit()).isZero();
        Result again = cairn().run("approve", "r1");
        assertThat(again.exit()).isEqualTo(4);
        assertThat(again.err()).contains("Run r1 waits for nothing: it is SUCCEEDED");
        assertThat(story.run().path("status").asString()).isEqualTo("SUCCEEDED");
        Result named = cairn().run("approve", "r1", "--request", "q1");
        assertThat(named.exit()).isEqualTo(4);
        assertThat(named.err()).contains("Request q1 was answered already");
        assertThat(cairn().run("approve", "r1", "--request", "q9").exit()).isEqualTo(3);
    }

    @Test
    void revise_shouldSendTheFeedback_andEndAtTheNextReview() {
        new Story(api, "r1");
        Result result = cairn().run("revise", "r1", "Fewer steps");
        assertThat(result.exit()).isZero();
        assertThat(sent("q1").path("feedback").asString()).isEqualTo("Fewer steps");
        assertThat(result.err()).contains("New plan");
        assertThat(result.out()).contains("Run r1 waits for the approval of its plan.");
        assertThat(cairn().run("revise", "r1", " ").exit()).isEqualTo(2);
    }

    @Test
    void reject_shouldEndTheRun_andThatIsNoFailure() {
        new Story(api, "r1");
        Result result = cairn().run("reject", "r1", "Too expensive");
        assertThat(result.exit()).isZero();
        assertThat(sent("q1"))
                .isEqualTo(json("{'decision': 'reject', 'feedback': 'Too expensive', 'planHash': 'hash1'}"));
        assertThat(result.err()).contains("✗ Run r1 stopped (rejected)");
    }

    @Test
    void reject_shouldDeny_whenAToolCallWaits() {
        new Story(api, "r1")
                .ask("{'requestId': 'q2', 'type': 'tool_approval', 'tool': 'pay', 'arguments': {'eur': 5}}");
        cairn().run("reject", "r1", "no money");
        assertThat(sent("q2")).isEqualTo(json("{'decision': 'deny', 'feedback': 'no money'}"));
    }

    @Test
    void approve_shouldTakeOtherArguments_forAToolCallAlone() throws IOException {
        new Story(api, "r1")
                .ask("{'requestId': 'q2', 'type': 'tool_approval', 'tool': 'pay', 'arguments': {'eur': 5}}");
        Files.writeString(directory.resolve("less.json"), "{\"eur\": 4}");
        Files.writeString(directory.resolve("bad.json"), "{\"eur\": \n nothing}");
        Result bad = cairn().run("approve", "r1", "--arguments-file", "bad.json");
        assertThat(bad.exit()).isEqualTo(2);
        assertThat(bad.err()).contains("--arguments-file: is not JSON at line 2");
        Result wrong = cairn().piping("a plan").run("approve", "r1", "--plan-file", "-");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("the run waits for tool_approval, not for a plan review");
        assertThat(api.posts()).isEmpty();
        cairn().run("approve", "r1", "--arguments-file", "less.json");
        assertThat(sent("q2")).isEqualTo(json("{'decision': 'approve', 'arguments': {'eur': 4}}"));
    }

    @Test
    void answer_shouldSendATextAsAText_andJsonAsJson() throws IOException {
        new Story(api, "r1").ask("{'requestId': 'q2', 'type': 'question', 'prompt': 'Which year?'}");
        cairn().run("answer", "r1", "2026");
        assertThat(sent("q2")).isEqualTo(json("{'decision': 'answer', 'answer': '2026'}"));
        new Story(api, "r1").ask("{'requestId': 'q3', 'type': 'budget', 'prompt': 'How much?', 'schema': {}}");
        Files.writeString(directory.resolve("a.json"), "{\"eur\": 7}");
        cairn().run("answer", "r1", "--json-file", "a.json");
        assertThat(sent("q3").path("answer")).isEqualTo(json("{'eur': 7}"));
        assertThat(cairn().run("answer", "r1").exit()).isEqualTo(2);
        assertThat(cairn().run("answer", "r1", "x", "--json-file", "a.json").exit())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "a b", "a\u0000b", "ä", "%2e%2e", ""})
    void anId_shouldBeRefused_beforeAnAddressIsBuiltFromIt(String id) {
        refused("approve", id);
        refused("approve", "r".repeat(65));
    }

    @Test
    void everyCommand_shouldCheckItsIds() {
        for (String[] command : new String[][] {
            {"revise", ".", "x"},
            {"reject", "."},
            {"answer", ".", "x"},
            {"approve", "r1", "--request", "."},
            {"show", "."},
            {"show", "r1", "--checkpoint", "."},
            {"watch", "."},
            {"requests", "."},
            {"checkpoints", "."},
            {"diff", "r1", ".", "c2"},
            {"diff", "r1", "c1", "."},
            {"diff", ".", "c1", "c2"},
            {"replay", "."},
            {"replay", "r1", "."},
            {"resume", "."},
            {"cancel", "."},
            {"keep", "."},
            {"delete", "."}
        }) {
            refused(command);
        }
    }

    private void refused(String... command) {
        Result result = cairn().run(command);
        assertThat(result.exit()).as(String.join(" ", command)).isEqualTo(2);
        assertThat(result.err()).contains("an id is 1 to 64 letters, digits, '-' or '_'");
        assertThat(api.calls()).isEmpty();
    }
}
