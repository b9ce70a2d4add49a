package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.world.ScriptedModel;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Runs from the API through the real state machine to their end, and back. */
class RunThroughTheApiTest {
    @TempDir
    Path data;

    @Test
    void run_shouldSucceed_whenThePlanIsApproved() {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            JsonNode waiting = rig.await(run, "WAITING");
            assertThat(waiting.path("pendingRequest").path("plan").asString()).contains("The plan.");

            rig.respond(run, "{\"decision\":\"approve\"}");

            JsonNode ended = rig.await(run, "SUCCEEDED");
            assertThat(ended.path("answer").asString()).isEqualTo("There are 42.");
            assertThat(ended.path("stopReason").asString()).isEqualTo("satisfied");
            assertThat(rig.eventTypes(run))
                    .containsExactly(
                            "run_started",
                            "plan_created",
                            "plan_review_requested",
                            "response_received",
                            "progress_ledger",
                            "instruction",
                            "agent_message",
                            "progress_ledger",
                            "instruction",
                            "agent_message",
                            "progress_ledger",
                            "final_answer");
        }
    }

    @Test
    void run_shouldAskAgain_whenThePlanIsSentBack() {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            rig.respond(run, "{\"decision\":\"revise\",\"feedback\":\"Count the planets too.\"}");

            JsonNode waiting = rig.await(run, "WAITING");
            assertThat(waiting.path("pendingRequest").path("plan").asString()).contains("The new plan.");
            rig.respond(run, "{\"decision\":\"approve\",\"plan\":\"My own plan.\"}");

            rig.await(run, "SUCCEEDED");
            String plan = rig.checkpointBefore(run, "EvaluateProgress");
            assertThat(rig.get("/runs/" + run + "/checkpoints/" + plan).toString())
                    .contains("My own plan.");
        }
    }

    @Test
    void run_shouldStop_whenThePlanIsRejected() {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            rig.respond(run, "{\"decision\":\"reject\"}");

            assertThat(rig.await(run, "STOPPED").path("stopReason").asString()).isEqualTo("rejected");
        }
    }

    @Test
    void run_shouldStop_whenNobodyAnswersInTime() {
        try (LocalRig rig = new LocalRig(data, Duration.ofSeconds(1)).script()) {
            String run = rig.open("always");

            assertThat(rig.await(run, "STOPPED").path("stopReason").asString()).isEqualTo("expired");
        }
    }

    @Test
    void run_shouldGoOn_whenAQuestionIsAnswered() {
        try (LocalRig rig = new LocalRig(data)) {
            rig.model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
            rig.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.go("coder"), ScriptedModel.done());
            rig.model.on(Purpose.TURN, request -> LocalRig.toolCall("ask_person", "{\"question\":\"Which sky?\"}"));
            rig.model.on(Purpose.TURN, "The northern one, then.").on(Purpose.ANSWER, "42.");
            String run = rig.open("never", "\"ask_person\"");
            JsonNode asked = rig.await(run, "WAITING").path("pendingRequest");
            assertThat(asked.path("type").asString()).isEqualTo("question");
            assertThat(asked.path("prompt").asString()).isEqualTo("Which sky?");

            rig.respond(run, "{\"decision\":\"answer\",\"answer\":\"The northern one.\"}");

            assertThat(rig.await(run, "SUCCEEDED").path("answer").asString()).isEqualTo("42.");
        }
    }

    @Test
    void run_shouldEndCancelledAndBeDeleted_whenAsked() {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            rig.await(run, "WAITING");
            assertThat(rig.send("DELETE", "/runs/" + run, null, Map.of()).statusCode())
                    .isEqualTo(409);

            rig.post("/runs/" + run + "/cancel", "{}", 200);
            assertThat(rig.await(run, "CANCELLED").path("stopReason").asString())
                    .isEqualTo("cancelled");
            assertThat(rig.server().executionsAlive()).isEmpty();

            assertThat(rig.send("DELETE", "/runs/" + run, null, Map.of()).statusCode())
                    .isEqualTo(204);
            assertThat(rig.send("GET", "/runs/" + run, null, Map.of()).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void replay_shouldGoOnFromTheCheckpoint_freshAndRecorded() {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            rig.respond(run, "{\"decision\":\"approve\"}");
            rig.await(run, "SUCCEEDED");
            String review = rig.checkpointBefore(run, "AwaitPerson");
            rig.model.forgetCalls();

            String recorded = rig.post(
                            "/runs/" + run + "/replay",
                            "{\"checkpointId\":\"" + review + "\",\"mode\":\"recorded\"}",
                            202)
                    .path("runId")
                    .asString();
            JsonNode same = rig.await(recorded, "SUCCEEDED");
            assertThat(rig.model.calls()).as("calls of a recorded replay").isZero();
            assertThat(same.path("answer").asString()).isEqualTo("There are 42.");
            assertThat(same.path("forkedFrom").path("checkpointId").asString()).isEqualTo(review);

            String fresh = rig.post(
                            "/runs/" + run + "/replay",
                            "{\"checkpointId\":\"" + review
                                    + "\",\"edits\":{\"plan\":\"Another plan.\"},\"response\":{\"decision\":\"approve\"}}",
                            202)
                    .path("runId")
                    .asString();
            rig.await(fresh, "SUCCEEDED");
            assertThat(rig.model.calls()).isPositive();
            assertThat(rig.model.requests().getFirst().messages().toString()).contains("Another plan.");
        }
    }

    @Test
    void run_shouldFailAtOnceAndGoOnWhenResumed_afterAPermanentError() {
        try (LocalRig rig = new LocalRig(data).script()) {
            rig.model.anew(Purpose.TURN).on(Purpose.TURN, request -> {
                throw ModelException.permanent("HTTP 401: the key is not valid; set OPENAI_API_KEY.");
            });
            String run = rig.open("never");
            JsonNode failed = rig.await(run, "FAILED");
            assertThat(failed.path("error").asString())
                    .isEqualTo("HTTP 401: the key is not valid; set OPENAI_API_KEY.");
            assertThat(rig.model.purposes().stream().filter(Purpose.TURN::equals))
                    .as("a permanent error is retried nowhere")
                    .hasSize(1);

            rig.model.anew(Purpose.TURN).on(Purpose.TURN, "I found it.");
            rig.awaitNoExecution();
            rig.post("/runs/" + run + "/resume", "{}", 202);

            rig.await(run, "SUCCEEDED");
            assertThat(rig.eventTypes(run)).contains("run_failed", "final_answer");
            assertThat(rig.model.purposes().stream().filter(Purpose.FACTS::equals))
                    .hasSize(1);
        }
    }

    @Test
    void run_shouldGoOn_afterATransientError() {
        try (LocalRig rig = new LocalRig(data).script()) {
            rig.model
                    .anew(Purpose.ANSWER)
                    .on(Purpose.ANSWER, request -> {
                        throw ModelException.temporary("HTTP 503");
                    })
                    .on(Purpose.ANSWER, "There are 42.");
            String run = rig.open("never");

            rig.await(run, "SUCCEEDED");
            assertThat(rig.eventTypes(run)).doesNotContain("run_failed", "reset", "stalled");
        }
    }

    @Test
    void events_shouldStreamUntilTheRunHasEnded_whenAskedForAStream() {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("never");
            HttpResponse<String> stream =
                    rig.send("GET", "/runs/" + run + "/events", null, Map.of("Accept", "text/event-stream"));

            assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(stream.body()).contains("event: run_started\n", "event: final_answer\n", "There are 42.");
            List<String> ids = stream.body()
                    .lines()
                    .filter(line -> line.startsWith("id: "))
                    .toList();
            assertThat(ids).doesNotHaveDuplicates().isSorted();
        }
    }
}
