package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.event.Event;
import dev.cairn.core.event.EventType;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Json;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.BlobStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CheckpointsTest {
    private static final String REVIEWED = "{\"task\": \"x\", \"team\": \"reviewed\"}";

    private final FaultyBlobs blobs = new FaultyBlobs();
    private final TestApi api = new TestApi(blobs, new MemoryIndexStore());

    /** A run with one turn, its plan approved by a person. */
    private String finished() {
        api.model.turn("coder", "It is 42.");
        String id = api.run(REVIEWED);
        api.respond(id, "{\"decision\": \"approve\"}");
        api.executions.work();
        assertThat(api.runOf(id).path("status").stringValue()).isEqualTo("SUCCEEDED");
        return id;
    }

    private List<JsonNode> oldestFirst(String id) {
        List<JsonNode> lines = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    api.get("/runs/" + id + "/checkpoints?limit=2" + cursor).json();
            page.path("checkpoints").forEach(line -> lines.addFirst(line));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").stringValue();
        } while (!cursor.isEmpty());
        return lines;
    }

    private String checkpoint(String id, int seq) {
        return oldestFirst(id).get(seq).path("checkpointId").stringValue();
    }

    private Map<String, String> objects(String id) {
        Map<String, String> objects = new TreeMap<>();
        for (BlobStore.Stored stored : blobs.list(TestApi.key(id).prefix(), null, 1000)) {
            objects.put(
                    stored.key(),
                    Base64.getEncoder().encodeToString(blobs.get(stored.key()).orElseThrow()));
        }
        return objects;
    }

    @Test
    void list_shouldPageFromTheNewest() {
        String id = finished();
        List<JsonNode> lines = oldestFirst(id);

        assertThat(lines.stream().map(line -> line.path("step").stringValue()))
                .containsExactly(
                        "Open", "Plan", "Settle", "EvaluateProgress", "AgentTurn", "EvaluateProgress", "Answer");
        assertThat(lines.getLast().path("terminal").booleanValue()).isTrue();
        assertThat(lines.get(1).path("parentId")).isEqualTo(lines.get(0).path("checkpointId"));
        assertThat(lines.getFirst().path("parentId").isNull()).isTrue();
    }

    @Test
    void one_shouldTellTheStateAsItWas_andNeverChange() {
        String id = api.run(REVIEWED);
        String planned = checkpoint(id, 1);
        TestApi.Answer before = api.get("/runs/" + id + "/checkpoints/" + planned);
        api.respond(id, "{\"decision\": \"approve\"}");
        api.executions.work();

        assertThat(before.json().at("/texts/plan").stringValue()).isEqualTo("Plan 1.");
        assertThat(before.json().at("/texts/answer").isNull()).isTrue();
        assertThat(before.json().at("/request/plan").stringValue()).isEqualTo("Plan 1.");
        assertThat(before.json().path("request").has("status")).isFalse();
        assertThat(before.json().at("/team/name").stringValue()).isEqualTo("reviewed");
        assertThat(before.json().at("/state/plan").isIntegralNumber()).isTrue();
        assertThat(api.get("/runs/" + id + "/checkpoints/" + planned).text()).isEqualTo(before.text());
    }

    @Test
    void view_shouldShowTheConversationsAsTheyStood() {
        String id = finished();
        String path = "/runs/" + id + "/checkpoints/" + checkpoint(id, 6);
        JsonNode log = api.get(path + "?view=log").json();
        List<JsonNode> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(path + "?view=log&limit=3" + cursor).json();
            page.path("entries").forEach(paged::add);
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").stringValue();
        } while (!cursor.isEmpty());

        assertThat(paged).isEqualTo(log.path("entries").valueStream().toList());
        assertThat(kinds(log))
                .startsWith("team", "task", "facts", "plan", "response", "task_ledger")
                .endsWith("answer");
        assertThat(kinds(api.get(path + "?view=CODER").json()))
                .containsExactly("task_ledger", "instruction", "reply", "answer");
        assertThat(kinds(api.get(path + "?view=researcher").json())).containsExactly("task_ledger", "reply", "answer");
        assertThat(kinds(api.get(path + "?view=manager").json()))
                .doesNotContain("team", "task_ledger")
                .contains("reply");
        assertThat(api.get(path + "?view=nobody").faults().get("view"))
                .isEqualTo("must be log, manager or a participant (researcher, coder), was \"nobody\"");
        assertThat(kinds(api.get("/runs/" + id + "/checkpoints/" + checkpoint(id, 0) + "?view=log")
                        .json()))
                .containsExactly("team", "task");
    }

    private static List<String> kinds(JsonNode page) {
        return page.path("entries")
                .valueStream()
                .map(entry -> entry.path("kind").stringValue())
                .toList();
    }

    @Test
    void diff_shouldTellWhatChangedInWords() {
        String id = finished();
        JsonNode diff = api.get("/runs/" + id + "/diff?from=" + checkpoint(id, 0) + "&to=" + checkpoint(id, 1))
                .json();
        JsonNode plan = diff.path("changes")
                .valueStream()
                .filter(change -> change.path("path").stringValue().equals("plan"))
                .findFirst()
                .orElseThrow();

        assertThat(plan.path("from").isNull()).isTrue();
        assertThat(plan.path("to").stringValue()).isEqualTo("Plan 1.");
        assertThat(diff.path("appended")
                        .valueStream()
                        .map(entry -> entry.path("kind").stringValue()))
                .containsExactly("facts", "plan");
        assertThat(api.get("/runs/" + id + "/diff?from=" + checkpoint(id, 1) + "&to=" + checkpoint(id, 0))
                        .faults())
                .containsOnlyKeys("from");
        assertThat(api.get("/runs/" + id + "/diff?from=none&to=" + checkpoint(id, 0))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void replay_shouldGoOnWithAnEditedPlan_andLeaveTheParentAsItWas() {
        String id = finished();
        Map<String, String> before = objects(id);
        String parent = api.get("/runs/" + id).text();
        api.model.turn("coder", "Another way.");
        TestApi.Answer replayed = api.post(
                "/runs/" + id + "/replay",
                Json.text(Map.of(
                        "checkpointId", checkpoint(id, 1),
                        "edits", Map.of("plan", "A better plan.", "limits", Map.of("maxRounds", 4)),
                        "response", Map.of("decision", "approve"))));
        String child = replayed.json().path("runId").stringValue();
        api.executions.work();

        assertThat(replayed.status()).as(replayed.text()).isEqualTo(202);
        assertThat(replayed.json().at("/forkedFrom/runId").stringValue()).isEqualTo(id);
        JsonNode run = api.runOf(child);
        assertThat(run.path("status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(run.at("/forkedFrom/checkpointId").stringValue()).isEqualTo(checkpoint(id, 1));
        JsonNode head = api.get("/runs/" + child + "/checkpoints/"
                        + run.at("/head/checkpointId").stringValue())
                .json();
        assertThat(head.at("/texts/plan").stringValue()).isEqualTo("A better plan.");
        assertThat(head.at("/state/limits/maxRounds").intValue()).isEqualTo(4);
        assertThat(objects(id)).isEqualTo(before);
        assertThat(api.get("/runs/" + id).text()).isEqualTo(parent);
        assertThat(api.get("/runs?forkedFrom=" + id).json().at("/runs/0/runId").stringValue())
                .isEqualTo(child);
    }

    @Test
    void replay_shouldOpenItsOwnRequest_whenNoResponseIsGiven() {
        String id = finished();
        String child = api.post("/runs/" + id + "/replay", "{\"checkpointId\": \"" + checkpoint(id, 1) + "\"}")
                .json()
                .path("runId")
                .stringValue();
        api.executions.work();

        assertThat(api.runOf(child).path("status").stringValue()).isEqualTo("WAITING");
        assertThat(api.pending(child))
                .isNotEqualTo(api.get("/runs/" + id + "/requests")
                        .json()
                        .at("/requests/0/requestId")
                        .stringValue());
        assertThat(api.respond(child, "{\"decision\": \"approve\"}").status()).isEqualTo(202);
        api.executions.work();
        assertThat(api.runOf(child).path("status").stringValue()).isEqualTo("SUCCEEDED");
    }

    @Test
    void replay_shouldCallNoModel_whenItIsRecorded() {
        String id = finished();
        int calls = api.model.calls();
        String child = api.post(
                        "/runs/" + id + "/replay",
                        "{\"checkpointId\": \"" + checkpoint(id, 0) + "\", \"mode\": \"recorded\"}")
                .json()
                .path("runId")
                .stringValue();
        api.executions.work();

        JsonNode run = api.runOf(child);
        assertThat(run.path("status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(run.path("answer")).isEqualTo(api.runOf(id).path("answer"));
        assertThat(api.model.calls()).isEqualTo(calls);
        assertThat(run.at("/usage/modelCalls").longValue()).isZero();
        String headOfChild = run.at("/head/checkpointId").stringValue();
        assertThat(api.get("/runs/" + child + "/checkpoints/" + headOfChild + "?view=log")
                        .json()
                        .path("entries"))
                .isEqualTo(api.get("/runs/" + id + "/checkpoints/" + checkpoint(id, 6) + "?view=log")
                        .json()
                        .path("entries"));
    }

    @Test
    void replay_shouldOpenOneRun_whenItIsSentAgainUnderItsKey() {
        String id = finished();
        String body = "{\"checkpointId\": \"" + checkpoint(id, 3) + "\"}";
        JsonNode first = api.postUnder("again", "/runs/" + id + "/replay", body).json();

        assertThat(api.postUnder("again", "/runs/" + id + "/replay", body)
                        .json()
                        .path("runId"))
                .isEqualTo(first.path("runId"));
        assertThat(api.postUnder("again", "/runs", "{\"task\": \"x\"}").status())
                .isEqualTo(409);
        assertThat(api.get("/runs").json().path("runs").size()).isEqualTo(2);
    }

    @Test
    void replay_shouldRefuseATeamThatIsNotMeant() {
        String id = finished();
        String body = "{\"checkpointId\": \"" + checkpoint(id, 2) + "\", \"edits\": {\"team\": \"default\"}%s}";

        assertThat(api.post("/runs/" + id + "/replay", body.formatted("")).status())
                .isEqualTo(409);
        assertThat(api.post("/runs/" + id + "/replay", body.formatted(", \"allowTeamChange\": true"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void replay_shouldNameEveryFault() {
        String id = finished();
        assertThat(api.post("/runs/" + id + "/replay", """
                        {"mode": "slow", "edits": {"task": "", "limits": {"maxTokens": 0}, "team": "nobody", "x": 1},
                         "response": {"feedback": 1}, "allowTeamChange": 1}""").faults())
                .containsOnlyKeys(
                        "checkpointId",
                        "mode",
                        "edits.task",
                        "edits.limits.maxTokens",
                        "edits.team",
                        "edits.x",
                        "response.decision",
                        "response.feedback",
                        "allowTeamChange");
        assertThat(api.post(
                                "/runs/" + id + "/replay",
                                "{\"checkpointId\": \"" + checkpoint(id, 0)
                                        + "\", \"edits\": {\"plan\": \"p\"}, \"response\": {\"decision\": \"approve\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(api.post(
                                "/runs/" + id + "/replay",
                                "{\"checkpointId\": \"" + checkpoint(id, 1)
                                        + "\", \"response\": {\"decision\": \"answer\", \"answer\": \"x\"}}")
                        .faults())
                .containsOnlyKeys("response.decision");
        assertThat(api.get("/runs").json().path("runs").size()).isEqualTo(1);
    }

    @Test
    void read_shouldNameTheBrokenObjectAndTheNewestIntactCheckpoint() {
        String id = finished();
        String last = checkpoint(id, 6);
        String key = TestApi.key(id).prefix() + "checkpoints/" + last + ".json.gz";
        blobs.flip(key);
        TestApi fresh = api.restarted();

        for (String path : new String[] {"/checkpoints/" + last, "/checkpoints/" + last + "?view=log"}) {
            TestApi.Answer broken = fresh.get("/runs/" + id + path);
            assertThat(broken.status()).isEqualTo(409);
            assertThat(broken.json().path("type").stringValue()).isEqualTo("urn:cairn:problem:broken-object");
            assertThat(broken.json().path("key").stringValue()).isEqualTo(key);
            assertThat(broken.json().path("newestIntact").stringValue()).isEqualTo(checkpoint(id, 5));
        }
        List<JsonNode> lines = fresh.get("/runs/" + id + "/checkpoints")
                .json()
                .path("checkpoints")
                .valueStream()
                .toList();
        assertThat(lines.stream().filter(line -> line.path("quarantined").booleanValue()))
                .extracting(line -> line.path("checkpointId").stringValue())
                .containsExactly(last);
        assertThat(blobs.list(TestApi.key(id).prefix() + "quarantine/", null, 10))
                .hasSize(1);
        List<JsonNode> alarms = fresh.log
                .toString(StandardCharsets.UTF_8)
                .lines()
                .map(Json::tree)
                .filter(line -> line.path("alarm").asString("").equals("broken-object"))
                .toList();
        assertThat(alarms)
                .hasSize(2)
                .allMatch(line -> line.path("key").stringValue().equals(key));
        assertThat(api.index
                        .list(TestApi.key(id), RecordKind.EVENTS, null, true, 1)
                        .getFirst()
                        .events())
                .singleElement()
                .extracting(Event::type)
                .isEqualTo(EventType.CHECKPOINT_QUARANTINED);
        assertThat(fresh.get("/runs/" + id + "/checkpoints/" + checkpoint(id, 5))
                        .status())
                .isEqualTo(200);
        assertThat(fresh.get("/runs").json().path("runs").size()).isEqualTo(1);
        assertThat(fresh.post("/runs/" + id + "/keep", "").status())
                .as("what is done is done")
                .isEqualTo(200);
        TestApi.Answer replayed =
                fresh.post("/runs/" + id + "/replay", "{\"checkpointId\": \"" + checkpoint(id, 5) + "\"}");
        assertThat(replayed.status()).as(replayed.text()).isEqualTo(202);
    }

    @Test
    void read_shouldSayThatANewerCairnWroteIt_andWhatToDo() {
        String id = finished();
        RunRecord run =
                api.index.get(RunRecord.key(TestApi.key(id))).orElseThrow().record();
        CheckpointRecord head = api.index
                .get(CheckpointRecord.key(TestApi.key(id), run.seq()))
                .orElseThrow()
                .record();
        String key = TestApi.key(id).prefix() + "checkpoints/" + head.checkpointId() + ".json.gz";
        byte[] newer = packed("{\"format\":7,\"whatever\":true}");
        blobs.delete(key);
        blobs.putIfAbsent(key, newer);
        api.index.transact(List.of(new Write.Put(new CheckpointRecord(
                head.tenant(),
                head.runId(),
                head.seq(),
                head.checkpointId(),
                head.parentId(),
                head.step(),
                head.next(),
                head.at(),
                Digest.hex(newer),
                newer.length,
                head.terminal()))));

        TestApi.Answer refused = api.restarted().get("/runs/" + id + "/checkpoints/" + head.checkpointId());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("type").stringValue()).isEqualTo("urn:cairn:problem:newer-format");
        assertThat(refused.json().path("detail").stringValue())
                .contains(key, "has format 7", "a newer Cairn wrote it", "formats up to 1", "upgrade Cairn");
        assertThat(blobs.get(key)).contains(newer);
    }

    private static byte[] packed(String json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void read_shouldNameTheMissingSegment() {
        String id = finished();
        String key = objects(id).keySet().stream()
                .filter(one -> one.contains("/segments/"))
                .findFirst()
                .orElseThrow();
        blobs.delete(key);

        TestApi.Answer broken = api.restarted().get("/runs/" + id + "/checkpoints/" + checkpoint(id, 6) + "?view=log");
        assertThat(broken.status()).isEqualTo(409);
        assertThat(broken.json().path("key").stringValue()).isEqualTo(key);
    }
}
