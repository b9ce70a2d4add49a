package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Json;
import dev.cairn.core.lifecycle.Keeping;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.functions.reconcile.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditTest {
    private final TestApi api = new TestApi();

    private List<JsonNode> audit(String run) {
        TestApi.Answer answer = api.get("/runs/" + run + "/audit");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("audit").valueStream().toList();
    }

    private List<String> what(String run) {
        return audit(run).stream().map(item -> item.path("what").stringValue()).toList();
    }

    private String waiting() {
        return api.run("{\"task\": \"Count.\", \"planReview\": \"always\"}");
    }

    private String checkpoint(String run, int seq) {
        return api.get("/runs/" + run + "/checkpoints")
                .json()
                .path("checkpoints")
                .valueStream()
                .filter(one -> one.path("seq").intValue() == seq)
                .findFirst()
                .orElseThrow()
                .path("checkpointId")
                .stringValue();
    }

    @Test
    void audit_shouldTellEveryReadAndDecision_byWhomAndFromWhere() {
        String run = waiting();
        String first = checkpoint(run, 0);
        assertThat(audit(run)).as("lists tell no content").isEmpty();

        api.get("/runs/" + run + "/checkpoints/" + first);
        api.get("/runs/" + run + "/checkpoints/" + first + "?view=log");
        api.get("/runs/" + run + "/diff?from=" + first + "&to=" + checkpoint(run, 1));
        api.respond(run, "{\"decision\": \"approve\"}");
        api.executions.work();
        String child = api.post("/runs/" + run + "/replay", "{\"checkpointId\": \"" + first + "\"}")
                .json()
                .path("runId")
                .stringValue();
        api.post("/runs/" + run + "/keep", "");

        assertThat(what(run)).containsExactly("read", "read", "read", "respond", "replay", "keep");
        JsonNode read = audit(run).get(1);
        assertThat(read.path("who").stringValue()).isEqualTo("local");
        assertThat(read.path("from").stringValue()).isEqualTo("127.0.0.1");
        assertThat(read.path("requestId").stringValue()).isEqualTo("gateway-request-1");
        assertThat(read.at("/details/checkpointId").stringValue()).isEqualTo(first);
        assertThat(read.at("/details/view").stringValue()).isEqualTo("log");
        assertThat(audit(run).get(3).at("/details/decision").stringValue()).isEqualTo("approve");
        assertThat(audit(run).get(4).at("/details/runId").stringValue()).isEqualTo(child);
    }

    @Test
    void audit_shouldTellWhoReadWhatIsAsked_onceAnHour() {
        String run = waiting();

        api.get("/runs/" + run + "/requests");
        api.get("/runs/" + run + "/requests");

        assertThat(audit(run)).singleElement().satisfies(item -> {
            assertThat(item.path("what").stringValue()).isEqualTo("read");
            assertThat(item.path("who").stringValue()).isEqualTo("local");
            assertThat(item.at("/details/view").stringValue()).isEqualTo("requests");
        });
    }

    private JsonNode events(String who, String run, String after) {
        JsonNode claims = Json.tree(
                "{\"jwt\": {\"claims\": {\"sub\": \"" + who + "\", \"custom:tenant\": \"local\"}, \"scopes\": null}}");
        TestApi.Answer answer = api.sendAs(
                claims, "GET", "/runs/" + run + "/events" + (after.isEmpty() ? "" : "?after=" + after), "", Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void audit_shouldTellWhoFollowsTheEvents_onceAnHour_howeverOftenTheyAreAsked() {
        String run = waiting();
        Instant first = Objects.requireNonNull(api.now.get());
        String next = "";
        for (int poll = 0; poll < 20; poll++) {
            next = events("ann", run, next).path("next").stringValue();
        }
        assertThat(audit(run)).singleElement().satisfies(item -> {
            assertThat(item.path("what").stringValue()).isEqualTo("read");
            assertThat(item.path("who").stringValue()).isEqualTo("ann");
            assertThat(item.path("from").stringValue()).isEqualTo("127.0.0.1");
            assertThat(item.at("/details/view").stringValue()).isEqualTo("events");
            assertThat(item.at("/details/checkpointId").stringValue()).isEqualTo(checkpoint(run, 1));
            assertThat(Instant.parse(item.path("at").stringValue())).isBetween(first, first.plusSeconds(1));
        });
        String told = audit(run).getFirst().toString();
        events("ann", run, "");
        assertThat(audit(run)).as("the first time stays").singleElement().hasToString(told);

        events("bob", run, "");
        api.respond(run, "{\"decision\": \"approve\"}");
        api.executions.work();
        events("ann", run, next);
        assertThat(audit(run).stream()
                        .filter(item -> item.path("what").asString().equals("read")))
                .extracting(item -> item.path("who").stringValue())
                .containsExactlyInAnyOrder("ann", "bob");

        api.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));
        events("ann", run, "");
        assertThat(audit(run).getLast().path("who").stringValue()).isEqualTo("ann");
        assertThat(what(run)).containsExactlyInAnyOrder("read", "read", "respond", "read");
    }

    @Test
    void audit_shouldTellNothing_whereNothingThatWasSaidIsShown() {
        String run = waiting();
        String next = api.get("/runs/" + run + "/events").json().path("next").stringValue();
        api.post("/runs/" + run + "/cancel", "");
        int before = audit(run).size();
        api.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));

        JsonNode page = events("carol", run, next);
        events("carol", run, page.path("next").stringValue());

        assertThat(page.path("events").size()).as("that it was cancelled").isPositive();
        assertThat(audit(run)).hasSize(before);
    }

    @Test
    void events_shouldNotGoOut_whereTheAuditCannotBeWritten() {
        String run = waiting();
        TestApi full = new TestApi(api.blobs, new DelegatingIndexStore(api.index) {
            @Override
            public boolean transact(List<Write> writes) {
                throw new StoreException("the disk is full");
            }
        });

        TestApi.Answer answer = full.get("/runs/" + run + "/events");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).doesNotContain("Count.");
        assertThat(api.get("/runs/" + run + "/events").text()).contains("Count.");
    }

    @Test
    void audit_shouldTellCancelAndDelete_andOutliveTheRun() {
        String run = waiting();
        api.post("/runs/" + run + "/cancel", "");
        assertThat(api.delete("/runs/" + run).status()).isEqualTo(204);

        assertThat(api.get("/runs/" + run).status()).isEqualTo(404);
        assertThat(what(run)).containsExactly("cancel", "delete");
    }

    @Test
    void audit_shouldTellAResume_onlyOfTheOneThatWasDone() {
        String run = waiting();
        assertThat(api.post("/runs/" + run + "/resume", "").status()).isEqualTo(409);
        assertThat(what(run)).as("refused, not done").isEmpty();
    }

    @Test
    void audit_shouldTellOneDecision_ofTwoThatRaced() {
        String run = waiting();
        String request = api.pending(run);
        String path = "/runs/" + run + "/requests/" + request + "/response";
        assertThat(api.post(path, "{\"decision\": \"approve\"}").status()).isEqualTo(202);
        assertThat(api.post(path, "{\"decision\": \"reject\"}").status()).isEqualTo(409);

        assertThat(what(run)).containsExactly("respond");
    }

    @Test
    void audit_shouldBePaged_andRefuseACursorThatNoPageSaid() {
        String run = waiting();
        String first = checkpoint(run, 0);
        for (int i = 0; i < 5; i++) {
            api.get("/runs/" + run + "/checkpoints/" + first);
        }
        JsonNode page = api.get("/runs/" + run + "/audit?limit=3").json();
        assertThat(page.path("audit").size()).isEqualTo(3);
        JsonNode rest = api.get("/runs/" + run + "/audit?limit=3&cursor="
                        + page.path("next").stringValue())
                .json();
        assertThat(rest.path("audit").size()).isEqualTo(2);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(api.get("/runs/" + run + "/audit?cursor=1").faults()).containsOnlyKeys("cursor");
        assertThat(api.get("/runs/none/audit").status()).isEqualTo(404);
    }

    @Test
    void expiry_shouldDeleteByItself_sayItDid_andForgetAllAYearLater() {
        String run = waiting();
        api.post("/runs/" + run + "/cancel", "");
        api.now.updateAndGet(now -> now.plus(Duration.ofDays(31)));
        assertThat(api.get("/runs/" + run).status()).isEqualTo(404);

        new Reconciler(api.services).lookAtDue();

        assertThat(api.blobs.list(TestApi.key(run).prefix(), null, 10)).isEmpty();
        JsonNode last = audit(run).getLast();
        assertThat(Map.of(last.path("what").stringValue(), last.path("who").stringValue()))
                .isEqualTo(Map.of("delete", "cairn"));

        api.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));
        new Reconciler(api.services).lookAtDue();
        assertThat(what(run)).contains("delete");
        api.now.updateAndGet(now -> now.plus(Keeping.AUDIT_KEPT));
        new Reconciler(api.services).lookAtDue();

        assertThat(api.index.get(RunRecord.key(TestApi.key(run)))).isEmpty();
        assertThat(api.index.list(TestApi.key(run), RecordKind.AUDIT, null, false, 10))
                .isEmpty();
        assertThat(api.get("/runs/" + run + "/audit").status()).isEqualTo(404);
    }
}
