package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import dev.cairn.cli.decide.EditorException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A person at the terminal. */
class PromptTest {
    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();

    @AfterEach
    void close() {
        api.close();
    }

    private TestCairn cairn() {
        api.on("POST /runs", call -> {
            new Story(api, "r1");
            return new Reply(202, json("{'runId': 'r1'}"));
        });
        return new TestCairn(directory).at(api);
    }

    private JsonNode decided() {
        return api.posts().get(1).body();
    }

    @Test
    void prompt_shouldApprove_andAskNothingOnTheAnswersStream() {
        Result result = cairn().typing("a").run("run", "T");
        assertThat(result.exit()).isZero();
        assertThat(decided()).isEqualTo(json("{'decision': 'approve', 'planHash': 'hash1'}"));
        assertThat(result.err())
                .contains("Approve this plan? [a]pprove  [e]dit  [r]evise  re[j]ect  [l]eave it waiting: ")
                .containsOnlyOnce("collect the power draw");
        assertThat(result.out()).startsWith("**ResNet-50** is the thriftiest.").contains("ResNet-50  7.2     2.9");
    }

    @Test
    void prompt_shouldAskAgain_whenTheAnswerIsNone() {
        Result result = cairn().typing("", "what?", "APPROVE").run("run", "T");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("Type one of the letters in brackets");
        assertThat(decided().path("decision").asString()).isEqualTo("approve");
    }

    @Test
    void prompt_shouldSendAnEditedPlan_onceItIsConfirmed() {
        Result result = cairn().editingWith((text, suffix) -> text + "\n- check the sums\n")
                .typing("e", "y")
                .run("run", "T");
        assertThat(result.exit()).isZero();
        assertThat(decided().path("plan").asString()).isEqualTo(Story.PLAN + "\n- check the sums");
        assertThat(result.err()).contains("Plan, as edited").contains("- check the sums");
    }

    @Test
    void prompt_shouldComeBack_whenTheEditIsNotTaken() {
        Result unchanged = cairn().typing("e", "l").run("run", "T");
        assertThat(unchanged.err()).contains("The plan is as it was.");
        Result emptied =
                cairn().editingWith((text, suffix) -> " \n").typing("e", "l").run("run", "T");
        assertThat(emptied.err()).contains("The plan is empty: not taken.");
        Result noEditor = cairn().editingWith((text, suffix) -> {
                    throw new EditorException("The editor (vi) ended with 127; set EDITOR to yours", null);
                })
                .typing("e", "l")
                .run("run", "T");
        assertThat(noEditor.err()).contains("set EDITOR to yours");
        assertThat(noEditor.exit()).isZero();
        assertThat(api.calls("POST /runs/r1/requests/q1/response")).isEmpty();
    }

    @Test
    void prompt_shouldReviseAndAskAgainAboutTheNewPlan() {
        Result result = cairn().typing("r", "Fewer steps", "a").run("run", "T");
        assertThat(result.exit()).isZero();
        assertThat(decided().path("feedback").asString()).isEqualTo("Fewer steps");
        assertThat(api.calls("POST /runs/r1/requests/q2/response")
                        .getFirst()
                        .body()
                        .path("planHash")
                        .asString())
                .isEqualTo("hash2");
    }

    @Test
    void prompt_shouldReject_withOrWithoutAReason() {
        assertThat(cairn().typing("j", "").run("run", "T").exit()).isZero();
        assertThat(decided()).isEqualTo(json("{'decision': 'reject', 'planHash': 'hash1'}"));
    }

    @Test
    void prompt_shouldLeaveTheRunWaiting_onLeaveAndAtTheEndOfTheInput() {
        for (String[] typed : new String[][] {{"l"}, {}, {"r"}}) {
            Result result = cairn().typing(typed).run("run", "T");
            assertThat(result.exit()).isZero();
            assertThat(result.out()).contains("Run r1 waits for the approval of its plan.");
        }
        assertThat(api.calls("POST /runs/r1/requests/q1/response")).isEmpty();
    }

    @Test
    void prompt_shouldGoOn_whenSomebodyElseWasFirst() {
        api.on("POST /runs", call -> {
            Story story = new Story(api, "r1");
            api.on("POST /runs/r1/requests/q1/response", response -> {
                story.goOnToTheAnswer();
                return Reply.problem(409, "Request q1 was answered already: approve");
            });
            return new Reply(202, json("{'runId': 'r1'}"));
        });
        Result result = new TestCairn(directory).at(api).typing("j", "").run("run", "T");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("! run r1: Request q1 was answered already: approve");
        assertThat(result.out()).contains("ResNet-50");
    }

    @Test
    void prompt_shouldAskForAnAnswer_andForJsonWhereASchemaSaysSo() {
        api.on("POST /runs", call -> {
            new Story(api, "r1")
                    .ask("{'requestId': 'q2', 'type': 'budget', 'prompt': 'How much?', 'schema': {'type': 'object'}}");
            return new Reply(202, json("{'runId': 'r1'}"));
        });
        Result result =
                new TestCairn(directory).at(api).typing("seven", "{\"eur\": 7}").run("run", "T");
        assertThat(result.err()).contains("How much?").contains("That is not JSON");
        assertThat(decided()).isEqualTo(json("{'decision': 'answer', 'answer': {'eur': 7}}"));
    }

    @Test
    void prompt_shouldLetAToolCallBeEdited() {
        api.on("POST /runs", call -> {
            new Story(api, "r1")
                    .ask("{'requestId': 'q2', 'type': 'tool_approval', 'tool': 'pay', 'arguments': {'eur': 5}}");
            return new Reply(202, json("{'runId': 'r1'}"));
        });
        Result result = new TestCairn(directory)
                .at(api)
                .editingWith((text, suffix) -> text.replace('5', '4'))
                .typing("e")
                .run("run", "T");
        assertThat(result.err()).contains("Tool call: pay");
        assertThat(decided()).isEqualTo(json("{'decision': 'approve', 'arguments': {'eur': 4}}"));
    }

    @Test
    void yes_shouldNotAnswerAQuestion() {
        api.on("POST /runs", call -> {
            new Story(api, "r1").ask("{'requestId': 'q2', 'type': 'question', 'prompt': 'Which year?'}");
            return new Reply(202, json("{'runId': 'r1'}"));
        });
        Result result = new TestCairn(directory).at(api).run("run", "T", "--yes");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("Run r1 waits for an answer.").contains("cairn answer r1 'your answer'");
        assertThat(api.posts()).hasSize(1);
    }
}
