package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.event.Event;
import dev.cairn.core.event.EventType;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.feed.LocalFeed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What those who follow a run hear of its execution. */
class ExecutionWatchTest {
    private static final Pointer POINTER = new Pointer(
            new TenantId("local"), new RunId("run-1"), 1, 7, new CheckpointId("c-7"), StepName.PLAN, 0, null);

    @TempDir
    Path data;

    @Test
    void follower_shouldHearWhyAStepIsTriedAgain() {
        try (LocalRig rig = new LocalRig(data).script()) {
            rig.model.anew(Purpose.TURN).on(Purpose.TURN, _ -> {
                throw ModelException.temporary("the model answered 500: out of order");
            });
            rig.model.on(Purpose.TURN, "I found it.", "I computed it.");
            String run = rig.open("never");

            rig.await(run, "SUCCEEDED");

            List<JsonNode> notices = rig.get("/runs/" + run + "/events?limit=1000").path("events").values().stream()
                    .filter(event -> event.path("type").asString().equals("notice"))
                    .toList();
            assertThat(notices)
                    .singleElement()
                    .satisfies(notice -> assertThat(
                                    notice.path("data").path("text").asString())
                            .matches("AgentTurn failed and is tried again in \\d s \\(1 of 6\\): "
                                    + "the model answered 500: out of order"));
        }
    }

    @Test
    void follower_shouldHearThatNothingWorksOnTheRun_whenTheEndCannotBeRecorded() {
        LocalFeed feed = new LocalFeed(InstantSource.system(), line -> {});
        long mark = feed.mark(POINTER.run());
        var watch = new ExecutionWatch(
                feed,
                (arn, input, status) -> {
                    throw new StoreException("the disk is full");
                },
                _ -> Json.text(POINTER),
                (function, line) -> {});

        watch.changed("arn", ExecutionStatus.FAILED);

        feed.await(POINTER.run(), mark, Duration.ofSeconds(20));
        assertThat(feed.deltas(POINTER.run(), "")).singleElement().satisfies(ExecutionWatchTest::saysSo);
    }

    private static void saysSo(Event notice) {
        assertThat(notice.type()).isEqualTo(EventType.NOTICE);
        assertThat(notice.data().path("abandoned").asBoolean(false)).isTrue();
        assertThat(notice.data().path("text").asString())
                .isEqualTo("Nothing works on this run any more: its execution ended as FAILED, and that could not be"
                        + " recorded (the disk is full)");
    }
}
