package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RequestsTest {
    private static final String REVIEWED = "{\"task\": \"x\", \"team\": \"reviewed\"}";

    private final TestApi api = new TestApi();

    @Test
    void review_shouldShowThePlanAndTakeItsApproval() {
        String id = api.run(REVIEWED);
        JsonNode request = api.runOf(id).path("pendingRequest");
        assertThat(request.path("type").stringValue()).isEqualTo("plan_review");
        assertThat(request.path("status").stringValue()).isEqualTo("PENDING");
        assertThat(request.path("plan").stringValue()).isEqualTo("Plan 1.");
        assertThat(request.path("planHash").stringValue()).isEqualTo(Digest.hex("Plan 1."));
        assertThat(api.executions.tokens()).hasSize(1);

        TestApi.Answer answered =
                api.respond(id, Json.text(Map.of("decision", "approve", "planHash", Digest.hex("Plan 1."))));
        assertThat(answered.status()).as(answered.text()).isEqualTo(202);
        assertThat(answered.json().path("status").stringValue()).isEqualTo("RUNNING");
        assertThat(answered.json().path("pendingRequest").isNull()).isTrue();
        api.executions.work();
        assertThat(api.runOf(id).path("status").stringValue()).isEqualTo("SUCCEEDED");
        JsonNode settled = api.get("/runs/" + id + "/requests").json().at("/requests/0");
        assertThat(settled.path("status").stringValue()).isEqualTo("ANSWERED");
        assertThat(settled.at("/response/decision").stringValue()).isEqualTo("approve");
        assertThat(settled.at("/response/by").stringValue()).isEqualTo("local");
    }

    @Test
    void review_shouldAdoptAnEditedPlan() {
        String id = api.run(REVIEWED);
        api.respond(id, "{\"decision\": \"approve\", \"plan\": \"My own plan.\"}");
        api.executions.work();

        JsonNode run = api.runOf(id);
        JsonNode head = api.get("/runs/" + id + "/checkpoints/"
                        + run.at("/head/checkpointId").stringValue())
                .json();
        assertThat(head.at("/texts/plan").stringValue()).isEqualTo("My own plan.");
        assertThat(head.at("/texts/answer").stringValue()).isEqualTo("The answer is 42.");
    }

    @Test
    void review_shouldAskAgain_whenThePlanIsSentBack() {
        String id = api.run(REVIEWED);
        String first = api.pending(id);
        api.respond(id, "{\"decision\": \"revise\", \"feedback\": \"Shorter.\"}");
        api.executions.work();

        JsonNode second = api.runOf(id).path("pendingRequest");
        assertThat(second.path("plan").stringValue()).isEqualTo("Plan 2.");
        assertThat(second.path("requestId").stringValue()).isNotEqualTo(first);
        TestApi.Answer stale =
                api.respond(id, Json.text(Map.of("decision", "approve", "planHash", Digest.hex("Plan 1."))));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.json().at("/request/planHash").stringValue()).isEqualTo(Digest.hex("Plan 2."));
        JsonNode both = api.get("/runs/" + id + "/requests").json().path("requests");
        assertThat(both.size()).isEqualTo(2);
        assertThat(both.at("/0/response/feedback").stringValue()).isEqualTo("Shorter.");
        JsonNode page = api.get("/runs/" + id + "/requests?limit=1").json();
        assertThat(api.get("/runs/" + id + "/requests?limit=1&cursor="
                                + page.path("next").stringValue())
                        .json()
                        .at("/requests/0/requestId"))
                .isEqualTo(second.path("requestId"));
    }

    /** An answer must fit a Lambda's 6 MB, and its 29 s. */
    @Test
    void list_shouldEndAPageBeforeItIsTooLong_andGoOnWithWhatIsLeft() {
        api.model.plan("x".repeat(300_000));
        String id = api.run(REVIEWED);
        for (int revision = 1; revision < 5; revision++) {
            api.respond(id, "{\"decision\": \"revise\", \"feedback\": \"Shorter.\"}");
            api.executions.work();
        }

        TestApi.Answer first = api.get("/runs/" + id + "/requests");
        assertThat(first.json().path("requests").size()).isEqualTo(3);
        assertThat(first.text()).hasSizeLessThan(1024 * 1024 + 100);
        TestApi.Answer rest = api.get(
                "/runs/" + id + "/requests?cursor=" + first.json().path("next").stringValue());
        assertThat(rest.json().path("requests").values())
                .extracting(request -> request.path("plan").stringValue())
                .satisfiesExactly(
                        plan -> assertThat(plan).endsWith("x 4."),
                        plan -> assertThat(plan).endsWith("x 5."));
        assertThat(rest.json().path("next").isNull()).isTrue();
        assertThat(api.get("/runs/" + id + "/requests?limit=101").faults()).containsOnlyKeys("limit");
    }

    @Test
    void review_shouldEndTheRun_whenThePlanIsRejected() {
        String id = api.run(REVIEWED);
        api.respond(id, "{\"decision\": \"reject\", \"feedback\": \"No.\"}");
        api.executions.work();

        assertThat(api.runOf(id).path("status").stringValue()).isEqualTo("STOPPED");
        assertThat(api.runOf(id).path("stopReason").stringValue()).isEqualTo("rejected");
    }

    @Test
    void response_shouldBeRefused_whenItIsNotOneOfThisKind() {
        String id = api.run(REVIEWED);

        assertThat(api.respond(id, "{\"decision\": \"deny\"}").faults().get("decision"))
                .isEqualTo("must be approve, reject, revise for a plan_review, was deny");
        assertThat(api.respond(id, "{\"decision\": \"perhaps\"}").faults().get("decision"))
                .isEqualTo("must be one of approve, revise, reject, answer, deny, was \"perhaps\"");
        assertThat(api.respond(id, "{}").faults()).containsOnlyKeys("decision");
        assertThat(api.respond(id, "{\"decision\": \"revise\"}").faults()).containsOnlyKeys("feedback");
        assertThat(api.respond(id, "{\"decision\": \"approve\", \"answer\": 3, \"arguments\": {}, \"plan\": \" \"}")
                        .faults())
                .containsOnlyKeys("answer", "arguments", "plan");
        assertThat(api.respond(id, "{\"decision\": \"approve\", \"type\": \"java.lang.Runtime\"}")
                        .faults())
                .containsOnlyKeys("type");
        assertThat(api.runOf(id).path("status").stringValue()).isEqualTo("WAITING");
    }

    @Test
    void response_shouldBeRefusedWithWhatStands_whenSomebodyWasFirst() {
        String id = api.run(REVIEWED);
        String request = api.pending(id);
        String path = "/runs/" + id + "/requests/" + request + "/response";
        assertThat(api.post(path, "{\"decision\": \"approve\"}").status()).isEqualTo(202);

        TestApi.Answer late = api.post(path, "{\"decision\": \"reject\"}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().at("/request/response/decision").stringValue()).isEqualTo("approve");
        assertThat(late.json().path("detail").stringValue()).contains("answered already", "approve");
    }

    @Test
    void response_shouldBeGone_whenItsTimeHasPassed() {
        String id = api.run(REVIEWED);
        String path = "/runs/" + id + "/requests/" + api.pending(id) + "/response";
        api.now.updateAndGet(now -> now.plus(Duration.ofDays(8)));

        assertThat(api.post(path, "{\"decision\": \"approve\"}").status()).isEqualTo(410);
        api.executions.timeOut();
        api.executions.work();
        TestApi.Answer gone = api.post(path, "{\"decision\": \"approve\"}");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.json().at("/request/status").stringValue()).isEqualTo("EXPIRED");
        assertThat(api.runOf(id).path("stopReason").stringValue()).isEqualTo("expired");
    }

    @Test
    void question_shouldBeShownAndAnswered() {
        api.model.toolTurn("researcher", "ask_person", "{\"question\": \"Which year?\"}", "Then 2026.");
        String id = api.run("{\"task\": \"x\"}");
        JsonNode request = api.runOf(id).path("pendingRequest");
        assertThat(request.path("type").stringValue()).isEqualTo("question");
        assertThat(request.path("prompt").stringValue()).isEqualTo("Which year?");
        assertThat(request.path("participant").stringValue()).isEqualTo("researcher");
        assertThat(request.path("plan").isNull()).isTrue();

        assertThat(api.respond(id, "{\"decision\": \"answer\"}").faults()).containsOnlyKeys("answer");
        assertThat(api.respond(id, "{\"decision\": \"answer\", \"answer\": {\"a\": 1}}")
                        .faults())
                .containsOnlyKeys("answer");
        assertThat(api.respond(id, "{\"decision\": \"answer\", \"answer\": \"2026\"}")
                        .status())
                .isEqualTo(202);
        api.executions.work();
        assertThat(api.runOf(id).path("status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(api.get("/runs/" + id + "/requests")
                        .json()
                        .at("/requests/0/response/answer")
                        .stringValue())
                .isEqualTo("2026");
    }

    @Test
    void approval_shouldLetThePersonChangeTheArguments() {
        api.model.toolTurn("coder", "pay", "{\"amount\": 100}", "Paid it.");
        String id = api.run("{\"task\": \"x\"}");
        JsonNode request = api.runOf(id).path("pendingRequest");
        assertThat(request.path("type").stringValue()).isEqualTo("tool_approval");
        assertThat(request.path("tool").stringValue()).isEqualTo("pay");
        assertThat(request.path("arguments")).isEqualTo(Json.tree("{\"amount\":100}"));
        assertThat(request.path("prompt").stringValue()).isEqualTo("coder wants to call pay: Pays a bill.");

        assertThat(api.respond(id, "{\"decision\": \"approve\", \"arguments\": [1]}")
                        .faults())
                .containsOnly(Map.entry("arguments", "must be an object, was a list"));
        api.respond(id, "{\"decision\": \"approve\", \"arguments\": {\"amount\": 1}}");
        api.executions.work();
        assertThat(api.paid.get()).isEqualTo("{\"amount\":1}");
        assertThat(api.runOf(id).path("status").stringValue()).isEqualTo("SUCCEEDED");
    }

    @Test
    void approval_shouldKeepTheToolFromRunning_whenItIsDenied() {
        api.model.toolTurn("coder", "pay", "{\"amount\": 100}", "Then not.");
        String id = api.run("{\"task\": \"x\"}");
        api.respond(id, "{\"decision\": \"deny\", \"feedback\": \"Too much.\"}");
        api.executions.work();

        assertThat(api.paid.get()).isEmpty();
        assertThat(api.get("/runs/" + id + "/events").text()).contains("Too much.");
    }

    @Test
    void custom_shouldHoldTheAnswerAgainstTheTeamsSchema() {
        api.model.toolTurn("coder", "signature", "{\"prompt\": \"Sign here.\"}", "Signed.");
        String id = api.run("{\"task\": \"x\"}");
        JsonNode request = api.runOf(id).path("pendingRequest");
        assertThat(request.path("type").stringValue()).isEqualTo("signature");
        assertThat(request.at("/schema/required/0").stringValue()).isEqualTo("name");
        assertThat(request.path("prompt").stringValue()).isEqualTo("Sign here.");

        TestApi.Answer wrong = api.respond(
                id, "{\"decision\": \"answer\", \"answer\": {\"name\": \"x\", \"grade\": \"c\", \"more\": 1}}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.faults())
                .containsEntry("answer.name", "must have at least 2 characters")
                .containsEntry("answer.grade", "must be one of a, b, was \"c\"")
                .containsEntry("answer.more", "is not known; allowed are name, grade");
        assertThat(api.respond(id, "{\"decision\": \"answer\", \"answer\": {\"name\": \"Ann\"}}")
                        .status())
                .isEqualTo(202);
        api.executions.work();
        assertThat(api.runOf(id).path("status").stringValue()).isEqualTo("SUCCEEDED");
    }

    @Test
    void review_shouldCarryTheLedgerThatShowedTheStall() {
        api.model.stall();
        String id = api.run("{\"task\": \"x\", \"planReview\": \"on_stall\"}");

        JsonNode request = api.runOf(id).path("pendingRequest");
        assertThat(request.path("stalled").booleanValue()).isTrue();
        assertThat(request.at("/progressLedger/is_progress_being_made/answer").booleanValue())
                .isFalse();
        assertThat(request.at("/progressLedger/next_speaker/answer").stringValue())
                .isEqualTo("coder");
    }
}
