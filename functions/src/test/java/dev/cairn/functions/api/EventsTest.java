package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.ModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class EventsTest {
    private final TestApi api = new TestApi();

    private List<JsonNode> all(String id, int limit) {
        List<JsonNode> all = new ArrayList<>();
        String next = "";
        while (true) {
            JsonNode page = api.get("/runs/" + id + "/events?limit=" + limit + (next.isEmpty() ? "" : "&after=" + next))
                    .json();
            next = page.path("next").stringValue();
            if (page.path("events").isEmpty()) {
                assertThat(api.get("/runs/" + id + "/events?after=" + next)
                                .json()
                                .path("next")
                                .stringValue())
                        .isEqualTo(next);
                return all;
            }
            page.path("events").forEach(all::add);
        }
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").stringValue()).toList();
    }

    @Test
    void read_shouldGiveEverythingInOrderWithItsContent() {
        api.model.turn("coder", "It is 42.");
        String id = api.run("{\"task\": \"How much?\"}");
        List<JsonNode> events = all(id, 1000);

        assertThat(types(events))
                .containsExactly(
                        "run_started",
                        "checkpoint_created",
                        "plan_created",
                        "checkpoint_created",
                        "progress_ledger",
                        "instruction",
                        "checkpoint_created",
                        "agent_delta",
                        "agent_delta",
                        "agent_message",
                        "checkpoint_created",
                        "progress_ledger",
                        "checkpoint_created",
                        "final_answer",
                        "checkpoint_created");
        assertThat(events)
                .isSortedAccordingTo((a, b) ->
                        a.path("id").stringValue().compareTo(b.path("id").stringValue()));
        assertThat(events.get(0).at("/data/text").stringValue()).isEqualTo("How much?");
        assertThat(events.get(0).at("/data/team").stringValue()).isEqualTo("default");
        assertThat(events.get(2).at("/data/facts").stringValue()).isEqualTo("The facts.");
        assertThat(events.get(2).at("/data/text").stringValue()).isEqualTo("Plan 1.");
        assertThat(events.get(4).at("/data/ledger/next_speaker/answer").stringValue())
                .isEqualTo("coder");
        assertThat(events.get(5).at("/data/text").stringValue()).isEqualTo("Go on, coder.");
        assertThat(events.get(9).at("/data/author").stringValue()).isEqualTo("coder");
        assertThat(events.get(9).at("/data/kind").stringValue()).isEqualTo("reply");
        assertThat(events.get(9).at("/data/text").stringValue()).isEqualTo("It is 42.");
        assertThat(events.get(13).at("/data/text").stringValue()).isEqualTo("The answer is 42.");
    }

    @Test
    void read_shouldLoseAndRepeatNothing_whateverThePageIs() {
        for (int i = 0; i < 4; i++) {
            api.model.turn("coder", "Part " + i);
        }
        String id = api.run("{\"task\": \"x\"}");
        List<JsonNode> whole = all(id, 1000);

        for (int limit : new int[] {1, 2, 3, 7}) {
            assertThat(all(id, limit)).isEqualTo(whole);
        }
        assertThat(new HashSet<>(whole)).hasSameSizeAs(whole);
        String third = whole.get(2).path("id").stringValue();
        assertThat(api.get("/runs/" + id + "/events?limit=1&after=" + third)
                        .json()
                        .at("/events/0"))
                .as("an event's own id is a place to go on from")
                .isEqualTo(whole.get(3));
    }

    @Test
    void read_shouldTellRequestsAndResponses() {
        api.model.toolTurn("coder", "pay", "{\"amount\": 100}", "Paid it.");
        String id = api.run("{\"task\": \"x\", \"team\": \"reviewed\"}");
        api.respond(id, "{\"decision\": \"approve\", \"plan\": \"Mine.\"}");
        api.executions.work();
        api.respond(id, "{\"decision\": \"approve\"}");
        api.executions.work();
        List<JsonNode> events = all(id, 1000);

        JsonNode review = first(events, "plan_review_requested");
        assertThat(review.at("/data/type").stringValue()).isEqualTo("plan_review");
        assertThat(review.at("/data/stalled").booleanValue()).isFalse();
        JsonNode opened = first(events, "request_opened");
        assertThat(opened.at("/data/author").stringValue()).isEqualTo("coder");
        assertThat(opened.at("/data/tool").stringValue()).isEqualTo("pay");
        assertThat(opened.at("/data/arguments/amount").intValue()).isEqualTo(100);
        JsonNode response = first(events, "response_received");
        assertThat(response.at("/data/decision").stringValue()).isEqualTo("approve");
        assertThat(response.at("/data/edited").booleanValue()).isTrue();
        assertThat(first(events, "tool_call").at("/data/calls/0/name").stringValue())
                .isEqualTo("pay");
        assertThat(first(events, "tool_result").at("/data/text").stringValue()).isEqualTo("Paid.");
    }

    private static JsonNode first(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("type").stringValue().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void read_shouldReachTheFailure_whenTheClientHasReadWhatWasStreamedBeforeIt() {
        String id = api.post("/runs", "{\"task\": \"x\"}").json().path("runId").stringValue();
        api.model.turn("coder", "Whole reply.");
        api.executions.work();
        JsonNode run = api.runOf(id);
        String planned = api.get("/runs/" + id + "/checkpoints")
                .json()
                .at("/checkpoints/4/checkpointId")
                .stringValue();
        assertThat(run.path("status").stringValue()).isEqualTo("SUCCEEDED");

        api.model.turn("coder", "x").failWith(ModelException.permanent("broke in the middle"));
        String child = api.post("/runs/" + id + "/replay", "{\"checkpointId\": \"" + planned + "\"}")
                .json()
                .path("runId")
                .stringValue();
        api.feed.delta(TestApi.key(child), 1, "coder", "Half a ");
        JsonNode streamed = api.get("/runs/" + child + "/events").json();
        assertThat(types(streamed.path("events").valueStream().toList())).endsWith("agent_delta");
        api.executions.work();

        List<String> after = types(api.get("/runs/" + child + "/events?after="
                        + streamed.path("next").stringValue())
                .json()
                .path("events")
                .valueStream()
                .toList());
        assertThat(after).contains("run_failed");
    }

    @Test
    void read_shouldWaitForNews() throws Exception {
        String id = api.run("{\"task\": \"x\", \"team\": \"reviewed\"}");
        String next = api.get("/runs/" + id + "/events").json().path("next").stringValue();
        CompletableFuture<TestApi.Answer> waiting =
                CompletableFuture.supplyAsync(() -> api.get("/runs/" + id + "/events?wait=20&after=" + next));
        api.feed.untilAwaited();
        assertThat(waiting).isNotDone();
        api.respond(id, "{\"decision\": \"approve\"}");
        api.executions.work();

        JsonNode page = waiting.get(50, TimeUnit.SECONDS).json();
        assertThat(page.at("/events/0/type").stringValue()).isEqualTo("response_received");
        assertThat(api.feed.waits()).as("no turning round and round").isEqualTo(1);
    }

    @Test
    void read_shouldGiveTheLastEvents_whenTheRunEndsWhileItIsLookedAt() {
        String id = api.run("{\"task\": \"x\", \"team\": \"reviewed\"}");
        api.respond(id, "{\"decision\": \"reject\"}");
        String next = api.get("/runs/" + id + "/events").json().path("next").stringValue();
        api.feed.afterTheNextLook(api.executions::work);

        JsonNode page = api.get("/runs/" + id + "/events?wait=20&after=" + next).json();

        assertThat(api.runOf(id).path("status").stringValue()).isEqualTo("STOPPED");
        assertThat(page.path("events").isEmpty()).isFalse();
    }

    @Test
    void read_shouldRefuseAPlaceThatNoEventHas() {
        String id = api.run("{\"task\": \"x\"}");
        for (String after : List.of("garbage", "0", "0000000001-1", "0000000001-3-000001", "x.0000000001-1-000001")) {
            TestApi.Answer answer = api.get("/runs/" + id + "/events?after=" + after);
            assertThat(answer.status()).as(after).isEqualTo(400);
            assertThat(answer.faults()).containsOnlyKeys("after");
        }
    }

    @Test
    void read_shouldNotWaitForARunThatHasEnded() {
        String id = api.run("{\"task\": \"x\"}");
        String next = api.get("/runs/" + id + "/events").json().path("next").stringValue();
        JsonNode page = api.get("/runs/" + id + "/events?wait=20&after=" + next).json();

        assertThat(page.path("events").isEmpty()).isTrue();
        assertThat(page.path("next").stringValue()).isEqualTo(next);
        assertThat(api.feed.waits()).isZero();
    }
}
