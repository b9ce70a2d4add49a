package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RunsTest {
    private final TestApi api = new TestApi();

    @Test
    void post_shouldOpenAndStartARunThatEndsWithTheAnswer() {
        api.model.turn("coder", "It is 42.");
        TestApi.Answer opened = api.post("/runs", """
                {"task": "How much?", "labels": {"project": "alpha"}, "ttlDays": 7, "limits": {"maxRounds": 5},
                 "history": [{"author": "ann", "content": "Hello."}]}""");

        assertThat(opened.status()).isEqualTo(202);
        String id = opened.json().path("runId").stringValue();
        assertThat(opened.json().path("status").stringValue()).isEqualTo("RUNNING");
        assertThat(opened.header("location")).isEqualTo("/runs/" + id);
        assertThat(opened.json().at("/links/events").stringValue()).isEqualTo("/runs/" + id + "/events");
        api.executions.work();
        JsonNode run = api.runOf(id);
        assertThat(run.path("status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(run.path("stopReason").stringValue()).isEqualTo("satisfied");
        assertThat(run.path("answer").stringValue()).isEqualTo("The answer is 42.");
        assertThat(run.path("task").stringValue()).isEqualTo("How much?");
        assertThat(run.path("team").stringValue()).isEqualTo("default");
        assertThat(run.path("counters")).isEqualTo(Json.tree("{\"rounds\":2,\"stalls\":0,\"resets\":0}"));
        assertThat(run.path("usage").path("modelCalls").longValue()).isEqualTo(api.model.calls());
        assertThat(run.path("labels")).isEqualTo(Json.tree("{\"project\":\"alpha\"}"));
        assertThat(run.path("pendingRequest").isNull()).isTrue();
        assertThat(run.path("forkedFrom").isNull()).isTrue();
        assertThat(run.path("expiresAt").stringValue()).startsWith("2026-11-27T10:00:0");
    }

    @Test
    void get_shouldTellARehearsal_whenAnyModelOfTheTeamIsScripted() {
        String team = TestTeams.TEAM.formatted("staged", "never").replace("openai:gpt-4o", "rehearsal:default");

        assertThat(api.runOf(api.run("{\"task\": \"x\", \"team\": " + team + "}"))
                        .path("rehearsal")
                        .booleanValue())
                .isTrue();
        assertThat(api.runOf(api.run("{\"task\": \"x\"}")).path("rehearsal").booleanValue())
                .isFalse();
    }

    @Test
    void post_shouldTakeTheRequestsFieldsOverTheTeams() {
        String id = api.run("""
                {"task": "x", "team": "default", "planReview": "always", "limits": {"maxRounds": 1}}""");

        JsonNode checkpoint = api.get("/runs/" + id + "/checkpoints/"
                        + api.runOf(id).at("/head/checkpointId").stringValue())
                .json();
        assertThat(api.runOf(id).path("status").stringValue()).isEqualTo("WAITING");
        assertThat(checkpoint.at("/state/limits/maxRounds").intValue()).isEqualTo(1);
        assertThat(checkpoint.at("/state/limits/maxStalls").intValue()).isZero();
    }

    @Test
    void get_shouldGiveTheWholeTask_whenTheIndexHoldsItsBeginningAlone() {
        String task = "long ".repeat(1000).strip();
        String id = api.run(Json.text(Map.of("task", task)));

        assertThat(api.runOf(id).path("task").stringValue()).isEqualTo(task);
        assertThat(api.get("/runs").json().at("/runs/0/task").stringValue()).hasSize(500);
    }

    @Test
    void post_shouldOpenOneRun_whenItIsSentAgainUnderItsKey() {
        TestApi.Answer first = api.postUnder("key-1", "/runs", "{\"task\": \"x\", \"ttlDays\": 3}");
        api.executions.work();
        TestApi.Answer again = api.postUnder("key-1", "/runs", "{ \"ttlDays\": 3, \"task\": \"x\" }");
        TestApi.Answer other = api.postUnder("key-1", "/runs", "{\"task\": \"y\"}");
        TestApi.Answer otherKey = api.postUnder("key-2", "/runs", "{\"task\": \"x\", \"ttlDays\": 3}");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().path("runId")).isEqualTo(first.json().path("runId"));
        assertThat(again.json().path("status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(other.status()).isEqualTo(409);
        assertThat(otherKey.json().path("runId")).isNotEqualTo(first.json().path("runId"));
        assertThat(api.get("/runs").json().path("runs").size()).isEqualTo(2);
    }

    @Test
    void post_shouldNotReachAnotherTenantsRun_whenTheKeyIsTheSame() {
        String mine = api.postUnder("key", "/runs", "{\"task\": \"x\"}")
                .json()
                .path("runId")
                .stringValue();
        String theirs = api.sendAs(
                        Json.tree("{\"jwt\": {\"claims\": {\"sub\": \"bob\", \"custom:tenant\": \"other\"}}}"),
                        "POST",
                        "/runs",
                        "{\"task\": \"x\"}",
                        Map.of("Content-Type", "application/json", "IDEMPOTENCY-KEY", "key"))
                .json()
                .path("runId")
                .stringValue();

        assertThat(theirs).isNotEqualTo(mine);
        assertThat(api.get("/runs/" + theirs).status()).isEqualTo(404);
        assertThat(api.get("/runs/" + theirs + "/events").status()).isEqualTo(404);
        assertThat(api.post("/runs/" + theirs + "/cancel", "{}").status()).isEqualTo(404);
        assertThat(api.get("/runs").json().path("runs").size()).isEqualTo(1);
    }

    @Test
    void post_shouldRefuseAKeyWhoseRunWasDeleted() {
        String id = api.postUnder("k", "/runs", "{\"task\": \"x\"}")
                .json()
                .path("runId")
                .stringValue();
        api.executions.work();
        assertThat(api.delete("/runs/" + id).status()).isEqualTo(204);

        assertThat(api.postUnder("k", "/runs", "{\"task\": \"x\"}").status()).isEqualTo(409);
        assertThat(api.delete("/runs/" + id).status()).isEqualTo(404);
        assertThat(api.get("/runs/" + id).status()).isEqualTo(404);
        assertThat(api.get("/runs").json().path("runs").size()).isZero();
    }

    @Test
    void list_shouldPageWithoutLoss_whenAFilterLeavesMostOut() {
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String id = api.run("{\"task\": \"t\", \"labels\": {\"n\": \"" + i % 3 + "\", \"all\": \"yes\"}}");
            if (i % 3 == 0) {
                wanted.addFirst(id);
            }
        }
        JsonNode first = api.get("/runs?label=n%3D0&label=all&limit=3").json();
        JsonNode rest = api.get(
                        "/runs?label=n=0&limit=3&cursor=" + first.path("next").stringValue())
                .json();
        JsonNode exact = api.get("/runs?label=n=0&limit=4").json();

        assertThat(ids(first)).isEqualTo(wanted.subList(0, 3));
        assertThat(ids(rest)).isEqualTo(wanted.subList(3, 4));
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(exact.path("next").isNull()).as("no more match").isTrue();
        assertThat(ids(api.get("/runs?label=n=7").json())).isEmpty();
        assertThat(ids(api.get("/runs?status=succeeded&createdBefore=2026-11-20T09:00:00Z")
                        .json()))
                .isEmpty();
        assertThat(ids(api.get("/runs?status=SUCCEEDED&createdAfter=2026-11-20T09:00:00Z")
                        .json()))
                .hasSize(12);
    }

    private static List<String> ids(JsonNode page) {
        return page.path("runs")
                .valueStream()
                .map(run -> run.path("runId").stringValue())
                .toList();
    }

    @Test
    void get_shouldAnswer304_whenTheCallerHasItAlready() {
        String id = api.run("{\"task\": \"x\"}");
        String tag = api.get("/runs/" + id).header("etag");

        TestApi.Answer again = api.send("GET", "/runs/" + id, null, Map.of("If-None-Match", "\"zz\", W/" + tag));
        assertThat(tag).startsWith("\"");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        assertThat(api.send("GET", "/runs/" + id, null, Map.of("if-none-match", "\"zz\""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void resume_shouldGoOn_whenTheRunFailed() {
        api.model.failWith(ModelException.permanent("The model openai:gpt-5.1 is not known to the server."));
        String id = api.run("{\"task\": \"x\"}");
        JsonNode failed = api.runOf(id);
        assertThat(failed.path("status").stringValue()).isEqualTo("FAILED");
        assertThat(failed.path("error").stringValue()).contains("not known");

        api.model.failWith(null);
        TestApi.Answer resumed = api.post("/runs/" + id + "/resume", "");
        assertThat(resumed.status()).isEqualTo(202);
        assertThat(resumed.json().path("status").stringValue()).isEqualTo("RUNNING");
        api.executions.work();
        assertThat(api.runOf(id).path("status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(api.post("/runs/" + id + "/resume", "{}").status()).isEqualTo(409);
    }

    @Test
    void cancel_shouldEndARunThatWaits_andAnswerTheSameAgain() {
        String id = api.run("{\"task\": \"x\", \"team\": \"reviewed\"}");
        String request = api.pending(id);
        assertThat(api.delete("/runs/" + id).status()).as("it waits").isEqualTo(409);

        TestApi.Answer cancelled = api.post("/runs/" + id + "/cancel", "{}");
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().path("status").stringValue()).isEqualTo("CANCELLED");
        assertThat(api.post("/runs/" + id + "/cancel", "{}").status()).isEqualTo(200);
        TestApi.Answer late =
                api.post("/runs/" + id + "/requests/" + request + "/response", "{\"decision\":\"approve\"}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().at("/request/status").stringValue()).isEqualTo("CANCELLED");
    }

    @Test
    void keep_shouldPinARunAndLetItGo() {
        String id = api.run("{\"task\": \"x\"}");

        assertThat(api.post("/runs/" + id + "/keep", "")
                        .json()
                        .path("expiresAt")
                        .isNull())
                .isTrue();
        assertThat(api.post("/runs/" + id + "/keep", "{\"keep\": false}")
                        .json()
                        .path("expiresAt")
                        .isString())
                .isTrue();
        assertThat(api.post("/runs/" + id + "/keep", "{\"keep\": \"yes\"}").faults())
                .containsEntry("keep", "must be true or false, was a text");
    }

    @Test
    void service_shouldTellWhatItIsAndOffers() {
        assertThat(api.get("/health").json().path("status").stringValue()).isEqualTo("ok");
        assertThat(api.get("/health").json().path("version").stringValue()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
        assertThat(api.get("/health").json().path("tenant").stringValue()).isEqualTo("local");
        assertThat(api.get("/health").json().path("caller").stringValue()).isEqualTo("local");
        assertThat(api.get("/teams").json().path("teams").size()).isEqualTo(2);
        assertThat(api.get("/openapi.yaml").text()).startsWith("openapi: 3.1.0");
    }
}
