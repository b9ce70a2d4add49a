package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.memory.MemoryIndexStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What can still be read and done of a run whose objects are missing or damaged. */
class BrokenRunsTest {
    private final FaultyBlobs blobs = new FaultyBlobs();
    private final TestApi first = new TestApi(blobs, new MemoryIndexStore());

    private RunRecord record(String id) {
        return first.index.get(RunRecord.key(TestApi.key(id))).orElseThrow().record();
    }

    /** The same run in another process, with its head's manifest damaged. */
    private String headKey(String id) {
        return Keys.checkpoint(TestApi.key(id), record(id).checkpointId());
    }

    private static List<JsonNode> events(TestApi api, String id, int limit) {
        return events(api, id, limit, "");
    }

    private static List<JsonNode> events(TestApi api, String id, int limit, String after) {
        List<JsonNode> all = new ArrayList<>();
        String next = after;
        while (true) {
            TestApi.Answer page =
                    api.get("/runs/" + id + "/events?limit=" + limit + (next.isEmpty() ? "" : "&after=" + next));
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            if (page.json().path("events").isEmpty()) {
                return all;
            }
            page.json().path("events").forEach(all::add);
            next = page.json().path("next").stringValue();
        }
    }

    private static JsonNode first(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("type").stringValue().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void events_shouldComeWithoutTheirContent_andTellOfTheBrokenObject_whenTheHeadIsBroken() {
        String id = first.run("{\"task\": \"x\", \"team\": \"reviewed\"}");
        String key = headKey(id);
        blobs.flip(key);
        TestApi api = first.restarted();

        List<JsonNode> events = events(api, id, 1);

        JsonNode plan = first(events, "plan_created");
        assertThat(plan.at("/data/unreadable").stringValue()).isEqualTo(key);
        assertThat(plan.path("data").has("text")).isFalse();
        assertThat(plan.path("data").has("facts")).as("an ordinal is no text").isFalse();
        assertThat(plan.at("/data/factsEntry").isIntegralNumber()).isTrue();
        assertThat(first(events, "checkpoint_created").path("data").has("unreadable"))
                .as("nothing is left out of this one")
                .isFalse();
        JsonNode quarantined = first(events, "checkpoint_quarantined");
        assertThat(quarantined.at("/data/key").stringValue()).isEqualTo(key);
        assertThat(alarms(api)).allMatch(line -> line.contains(key)).isNotEmpty();
    }

    @Test
    void whatBefallsTheRunLater_shouldBeReadByWhoHasReadOfTheBrokenObject() {
        String id = first.run("{\"task\": \"x\", \"team\": \"reviewed\"}");
        RunRecord run = record(id);
        String segment = Keys.segment(
                run.run(),
                first.services
                        .machine()
                        .checkpoints()
                        .manifest(
                                run.run(),
                                first.services.machine().checkpoints().head(run))
                        .segments()
                        .getFirst()
                        .hash());
        blobs.flip(headKey(id));
        TestApi api = first.restarted();
        assertThat(api.runOf(id).has("broken")).isTrue();
        JsonNode quarantined = events(api, id, 1).getLast();
        assertThat(quarantined.path("type").stringValue()).isEqualTo("checkpoint_quarantined");

        assertThat(api.post("/runs/" + id + "/cancel", "").status()).isEqualTo(200);
        JsonNode cancelled =
                events(api, id, 1, quarantined.path("id").stringValue()).getLast();
        assertThat(cancelled.path("type").stringValue()).isEqualTo("run_cancelled");

        blobs.delete(segment);
        assertThat(api.restarted()
                        .get("/runs/" + id + "/checkpoints/"
                                + first.services
                                        .machine()
                                        .checkpoints()
                                        .latest(run.run())
                                        .orElseThrow()
                                        .parentId()
                                + "?view=log")
                        .status())
                .isEqualTo(409);
        assertThat(events(api, id, 1, cancelled.path("id").stringValue()))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.at("/data/key").stringValue()).isEqualTo(segment));
    }

    @Test
    void events_shouldComeWithoutTheirContent_whenASegmentIsBroken() {
        first.model.turn("coder", "It is 42.");
        String id = first.run("{\"task\": \"x\"}");
        RunRecord run = record(id);
        Manifest head = first.services
                .machine()
                .checkpoints()
                .manifest(run.run(), first.services.machine().checkpoints().head(run));
        String key = Keys.segment(run.run(), head.segments().getFirst().hash());
        blobs.delete(key);
        TestApi api = first.restarted();

        List<JsonNode> events = events(api, id, 2);

        assertThat(first(events, "run_started").at("/data/unreadable").stringValue())
                .isEqualTo(key);
        assertThat(first(events, "final_answer").at("/data/text").stringValue()).isEqualTo("The answer is 42.");
    }

    @Test
    void run_shouldBeToldFromItsRecord_withTheBrokenObject_andCouldBeCancelledAndDeleted() {
        String id = first.run("{\"task\": \"x\", \"team\": \"reviewed\"}");
        String key = headKey(id);
        blobs.delete(key);
        TestApi api = first.restarted();

        JsonNode run = api.runOf(id);
        assertThat(run.path("status").stringValue()).isEqualTo("WAITING");
        assertThat(run.at("/broken/key").stringValue()).isEqualTo(key);
        assertThat(run.at("/broken/what").stringValue()).isEqualTo("is missing");
        assertThat(run.at("/broken/newestIntact").stringValue()).startsWith("00000000-");
        assertThat(api.get("/runs/" + id + "/checkpoints/" + record(id).checkpointId())
                        .status())
                .isEqualTo(409);

        TestApi.Answer cancelled = api.post("/runs/" + id + "/cancel", "");
        assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
        assertThat(cancelled.json().path("status").stringValue()).isEqualTo("CANCELLED");
        assertThat(api.delete("/runs/" + id).status()).isEqualTo(204);
        assertThat(blobs.list(TestApi.key(id).prefix(), null, 10)).isEmpty();
    }

    private static List<String> alarms(TestApi api) {
        return api.log
                .toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"alarm\":\"broken-object\""))
                .toList();
    }
}
