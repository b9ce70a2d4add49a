package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.error.StoreRefusedException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.run.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class BadInputTest {
    private final TestApi api = new TestApi();

    @Test
    void post_shouldNameEveryFaultAtOnce() {
        TestApi.Answer refused = api.post("/runs", """
                {"task": " ", "taks": 1, "planReview": "sometimes", "ttlDays": 0, "labels": {"a b": "x", "n": 3},
                 "limits": {"maxRounds": 0, "maxStalls": "3", "rounds": 1, "deadline": "tomorrow"},
                 "history": [{"author": "ann"}, 7],
                 "team": {"name": "t", "manager": {"model": "anthropic"}, "participants": [
                   {"name": "Ann", "model": "openai:x"}, {"name": "ann", "model": "opnai:x", "tools": [3]}]}}""");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
        assertThat(refused.json().path("type").stringValue()).isEqualTo("urn:cairn:problem:invalid-input");
        assertThat(refused.faults())
                .containsEntry("task", "must not be empty")
                .containsEntry("planReview", "must be one of never, always, on_stall, was \"sometimes\"")
                .containsEntry("ttlDays", "must be 1 to 3650, was 0")
                .containsEntry("labels.n", "must be a text, was the number 3")
                .containsEntry("limits.maxRounds", "must be 1 or more, was 0")
                .containsEntry("limits.maxStalls", "must be a whole number, was a text")
                .containsEntry("history[0].content", "must be given")
                .containsEntry("history[1]", "must be an object, was the number 7")
                .containsEntry("team.participants[1].tools[0]", "must be a text or an object, was 3")
                .containsKeys("taks", "labels.a b", "limits.rounds", "limits.deadline", "team.manager.model");
        assertThat(refused.faults().get("taks")).contains("is not known; allowed are task, team");
        assertThat(refused.faults().get("team.participants[1].name")).contains("already taken");
        assertThat(refused.faults().get("team.participants[1].model"))
                .contains("\"opnai\" is not known", "openai, openai-responses, anthropic, bedrock, rehearsal");
        assertThat(api.index.runs(new TenantId("local"), null, 10).items()).isEmpty();
        assertThat(api.blobs.list("local/", null, 10)).isEmpty();
    }

    @Test
    void post_shouldNameEveryTextThatCannotBeStored() {
        TestApi.Answer refused = api.post("/runs", """
                {"task": "\\ud800", "labels": {"a": "\\u0000"}, "history": [{"author": "ann", "content": "x\\udc00"}],
                 "team": {"na\\u0000me": "t"}}""");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.faults())
                .containsOnly(
                        Map.entry("task", "holds half of a surrogate pair, which is no character"),
                        Map.entry("labels.a", "holds the character U+0000, which cannot be stored"),
                        Map.entry("history[0].content", "holds half of a surrogate pair, which is no character"),
                        Map.entry(
                                "team",
                                "the name of a field in it holds the character U+0000, which cannot be stored"));
    }

    @Test
    void response_shouldNameTheTextThatCannotBeStored() {
        String run = api.run("{\"task\": \"x\", \"planReview\": \"always\"}");
        for (String field : List.of("plan", "feedback", "answer")) {
            TestApi.Answer refused = api.respond(run, "{\"decision\": \"approve\", \"" + field + "\": \"a\\u0000\"}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.faults()).containsEntry(field, "holds the character U+0000, which cannot be stored");
        }
        assertThat(api.respond(run, "{\"decision\": \"approve\", \"plan\": \"\\ud83d\\ude00\"}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void post_shouldRefuseATaskOverTheLimit() {
        String fits = "é".repeat(32 * 1024);
        assertThat(api.post("/runs", Json.text(Map.of("task", fits))).status()).isEqualTo(202);
        assertThat(api.post("/runs", Json.text(Map.of("task", fits + "x")))
                        .faults()
                        .get("task"))
                .isEqualTo("must be at most 65536 bytes in UTF-8, has 65537");
        assertThat(api.post("/runs", "{}").faults()).containsOnly(Map.entry("task", "must be given"));
        assertThat(api.post("/runs", "{\"task\": 5}").faults())
                .containsOnly(Map.entry("task", "must be a text, was the number 5"));
    }

    @Test
    void post_shouldNameTheTeamsThereAre_whenOneIsUnknown() {
        assertThat(api.post("/runs", "{\"task\": \"x\", \"team\": \"nobody\"}")
                        .faults()
                        .get("team"))
                .contains("\"nobody\"", "default, reviewed");
        assertThat(api.post("/runs", "{\"task\": \"x\", \"team\": 3}").status()).isEqualTo(400);
    }

    @Test
    void post_shouldSayWhichVariableIsMissing_beforeAnythingIsOpened() {
        String team = TestTeams.TEAM.formatted("mine", "never").replace("openai:gpt-4o", "anthropic:claude");
        TestApi.Answer refused = api.post("/runs", "{\"task\": \"x\", \"team\": " + team + "}");

        assertThat(refused.faults())
                .containsOnly(Map.entry(
                        "team.participants[0].model", "needs the variable ANTHROPIC_API_KEY, which is not set"));
        assertThat(api.blobs.list("local/", null, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"task\": \"x\",\n  \"team\" 3}",
                "{\"task\": 1} x",
                "{\"task\":1,\"task\":2}",
                "nul",
                "{\"task\": NaN}"
            })
    void post_shouldSayWhere_whenTheBodyIsNoJson(String body) {
        TestApi.Answer refused = api.post("/runs", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").stringValue())
                .matches("The body cannot be read as JSON at line \\d+, column \\d+\\.");
        assertThat(refused.faults().get(""))
                .as("nothing of how the reader is set up")
                .isNotBlank()
                .doesNotContain("`", "[Source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "3", "\"x\"", "null", ""})
    void post_shouldWantAnObject(String body) {
        assertThat(api.post("/runs", body).status()).isEqualTo(400);
    }

    @Test
    void post_shouldRefuseWhatIsBuiltToExhaust() {
        assertThat(api.post("/runs", "[".repeat(400_000)).status()).isEqualTo(400);
        assertThat(api.post("/runs", "{\"task\": 1" + "0".repeat(500) + "}").status())
                .isEqualTo(400);
        StringBuilder keys = new StringBuilder("{\"a\":0");
        for (int i = 0; i < 70_000; i++) {
            keys.append(",\"k").append(i).append("\":0");
        }
        TestApi.Answer many = api.post("/runs", keys.append('}').toString());
        assertThat(many.status()).isEqualTo(400);
        assertThat(many.reply().body().length)
                .as("not every one of them is told")
                .isLessThan(100_000);
    }

    @Test
    void post_shouldRefuseBodiesOverTheBound() {
        assertThat(api.post("/runs", "{\"task\": \"" + "x".repeat(1024 * 1024) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void post_shouldReadABodyThatTheGatewayEncoded() {
        assertThat(encoded(Base64.getEncoder().encodeToString("{\"task\":\"é\"}".getBytes(StandardCharsets.UTF_8)))
                        .status())
                .isEqualTo(202);
        assertThat(encoded("***").status()).isEqualTo(400);
        assertThat(encoded("A".repeat(3 * 1024 * 1024)).status()).isEqualTo(413);
    }

    private TestApi.Answer encoded(String body) {
        ObjectNode event = (ObjectNode) Json.tree("""
                {"version": "2.0", "rawPath": "/prod/runs", "rawQueryString": "",
                 "headers": {"Content-Type": "application/json; charset=utf-8"}, "isBase64Encoded": true,
                 "requestContext": {"stage": "prod", "http": {"method": "POST", "path": "/prod/runs"}}}""");
        return api.answer(event.put("body", body), "POST", "/runs");
    }

    @Test
    void post_shouldWantJson() {
        for (String type :
                new String[] {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16"}) {
            assertThat(api.send("POST", "/runs", "{\"task\": \"x\"}", Map.of("content-type", type))
                            .status())
                    .isEqualTo(415);
        }
        assertThat(api.send("POST", "/runs", "{\"task\": \"x\"}", Map.of()).status())
                .isEqualTo(415);
    }

    @Test
    void router_shouldTellUnknownPathsFromWrongMethods() {
        TestApi.Answer wrong = api.send("PUT", "/runs", "{}", Map.of());
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("allow")).isEqualTo("GET, POST");
        assertThat(api.get("/runs/r1/cancel").header("allow")).isEqualTo("POST");
        assertThat(api.get("/nowhere").status()).isEqualTo(404);
        assertThat(api.get("/runs/").status()).isEqualTo(404);
        assertThat(api.get("/").status()).isEqualTo(404);
        assertThat(api.get("/runs/" + "x".repeat(2000)).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "%2e%2e", "a%2Fb", "a%00b", "a%20b", "é", "%C3%A9", "a.b", "x%0d%0aSet-Cookie:1"})
    void ids_shouldBeRefusedBeforeAnythingIsLookedUp(String id) {
        assertThat(api.get("/runs/" + id).faults()).containsOnlyKeys("runId");
        assertThat(api.get("/runs/" + "x".repeat(65)).status()).isEqualTo(400);
        assertThat(api.post("/runs/r1/requests/" + id + "/response", "{}").status())
                .isIn(400, 404);
        assertThat(api.get("/runs/%zz").status()).isEqualTo(400);
    }

    @Test
    void ids_shouldBeNotFound_whenThereIsNoSuchThing() {
        String id = api.run("{\"task\": \"x\"}");
        assertThat(api.get("/runs/none").status()).isEqualTo(404);
        assertThat(api.get("/runs/none").json().path("detail").stringValue()).contains("none");
        assertThat(api.get("/runs/" + id + "/checkpoints/none").status()).isEqualTo(404);
        assertThat(api.get("/runs/" + id + "/checkpoints/00000001-abc").status())
                .isEqualTo(404);
        assertThat(api.post("/runs/" + id + "/requests/none/response", "{\"decision\":\"approve\"}")
                        .status())
                .isEqualTo(404);
        assertThat(api.post("/runs/" + id + "/replay", "{\"checkpointId\": \"none\"}")
                        .status())
                .isEqualTo(404);
        assertThat(api.post("/runs/none/replay", "{\"checkpointId\": \"none\"}").status())
                .isEqualTo(404);
        assertThat(api.post("/runs/none/resume", "{}").status()).isEqualTo(404);
        assertThat(api.delete("/runs/none").status()).isEqualTo(404);
    }

    @Test
    void queries_shouldBeRefused_whenAParameterIsWrongOrUnknown() {
        TestApi.Answer refused =
                api.get("/runs?stat=x&limit=0&status=done&cursor=1&createdAfter=now&forkedFrom=a.b&label==");
        assertThat(refused.faults())
                .containsOnlyKeys("stat", "limit", "status", "cursor", "createdAfter", "forkedFrom", "label");
        assertThat(refused.faults().get("status")).contains("RUNNING, WAITING, SUCCEEDED");
        assertThat(api.get("/runs?limit=1&limit=2").faults()).containsOnlyKeys("limit");
        assertThat(api.get("/runs?limit=%z").status()).isEqualTo(400);
        assertThat(api.get("/health?x=1").status()).isEqualTo(400);
        String id = api.run("{\"task\": \"x\"}");
        assertThat(api.get("/runs/" + id + "/events?wait=21&after=%27").faults())
                .containsOnlyKeys("wait", "after");
        assertThat(api.get("/runs/" + id + "/diff").faults()).containsOnlyKeys("from", "to");
    }

    @Test
    void keys_shouldBeRefused_whenTheyAreNoKeys() {
        assertThat(api.postUnder("a b", "/runs", "{\"task\": \"x\"}").faults()).containsOnlyKeys("Idempotency-Key");
        assertThat(api.postUnder("x".repeat(256), "/runs", "{\"task\": \"x\"}").status())
                .isEqualTo(400);
    }

    @Test
    void failures_shouldTellNothingOfTheInside_andBeLoggedOnce() {
        FaultyBlobs down = new FaultyBlobs().failWith(new IllegalStateException("password=hunter2"));
        TestApi broken = new TestApi(down, new MemoryIndexStore());
        TestApi.Answer failed = broken.post("/runs", "{\"task\": \"x\"}");

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text()).doesNotContain("hunter2", "IllegalState").contains("gateway-request-1");
        String log = broken.log.toString(StandardCharsets.UTF_8);
        assertThat(log.lines()).hasSize(1);
        assertThat(Json.tree(log.strip()).path("id").stringValue()).isEqualTo("gateway-request-1");
        assertThat(log).contains("IllegalStateException").doesNotContain("hunter2");
    }

    @Test
    void failures_shouldSayWhenToTryAgain_whenAStoreDoesNotAnswer() {
        FaultyBlobs down = new FaultyBlobs().failWith(new StoreException("the disk is full"));
        TestApi.Answer failed = new TestApi(down, new MemoryIndexStore()).post("/runs", "{\"task\": \"x\"}");

        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.header("retry-after")).isEqualTo("2");
    }

    @Test
    void failures_shouldNotAskToTryAgain_whenAStoreRefusesForGood() {
        FaultyBlobs denied = new FaultyBlobs().failWith(new StoreRefusedException("Access is denied."));
        TestApi.Answer failed = new TestApi(denied, new MemoryIndexStore()).post("/runs", "{\"task\": \"x\"}");

        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.header("retry-after")).isEqualTo("null");
        assertThat(failed.json().path("detail").stringValue())
                .startsWith("Access is denied. Asking again helps only once that is mended");
    }

    @Test
    void events_shouldBeAnsweredWith500_whenTheyAreNoGatewayEvents() {
        ObjectNode event = Json.mapper().createObjectNode().put("version", "1.0");
        assertThat(api.answer(event, "?", "?").status()).isEqualTo(500);
    }

    @Test
    void nothing_shouldBeMadeByWhatIsRefused() {
        String id = api.run("{\"task\": \"x\", \"team\": \"reviewed\"}");
        RunRecord before = api.services.runs().get(TestApi.key(id)).record();
        api.respond(id, "{\"decision\": \"deny\"}");
        api.respond(id, "{\"decision\": \"revise\"}");
        api.post("/runs/" + id + "/resume", "{\"x\": 1}");
        api.post("/runs/" + id + "/replay", "{\"checkpointId\": \"" + before.checkpointId() + "\", \"mode\": \"x\"}");

        assertThat(api.services.runs().get(TestApi.key(id)).record()).isEqualTo(before);
        assertThat(api.get("/runs").json().path("runs").size()).isEqualTo(1);
    }
}
