package dev.cairn.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.audit.Actor;
import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a run whose head cannot be read. */
class BrokenHeadTest {
    private final World world = new World();

    private String head(RunKey run) {
        return Keys.checkpoint(run, world.run(run).checkpointId());
    }

    private List<Trouble> troubles(RunKey run) {
        List<Trouble> troubles = new ArrayList<>();
        new StoreCheck(world.blobs, world.index).check(run, troubles::add);
        return troubles;
    }

    /** Its process has died in its first turn. */
    private RunKey working() {
        Stories.script(world);
        world.model.anew(Purpose.TURN).on(Purpose.TURN, request -> {
            throw new StoreException("the process dies");
        });
        assertThatThrownBy(() -> world.open(PlanReview.NEVER, Limits.DEFAULT, Stories.team()))
                .isInstanceOf(StoreException.class);
        RunKey run = new RunKey(World.TENANT, new RunId("run-1"));
        assertThat(world.run(run).status()).isEqualTo(RunStatus.RUNNING);
        return run;
    }

    @Test
    void aWaitingRun_shouldBeCancelledWithoutItsHead_andThenDeleted() {
        RunKey run = Stories.waiting(world);
        RunRecord before = world.run(run);
        String head = head(run);
        byte[] whole = world.blobs.get(head).orElseThrow();
        world.blobs.delete(head);

        RunRecord cancelled = world.cancelling.cancel(run, Actor.of("ada"));

        assertThat(world.run(run)).isEqualTo(cancelled);
        assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(cancelled.stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(cancelled.epoch()).isEqualTo(before.epoch() + 1);
        assertThat(cancelled.checkpointId()).as("no checkpoint was made").isEqualTo(before.checkpointId());
        assertThat(cancelled.due()).isEqualTo(cancelled.expiresAt());
        assertThat(world.requests(run).getLast().status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(world.eventTypes(run)).endsWith(EventType.RUN_CANCELLED);
        assertThat(world.index.list(run, RecordKind.AUDIT, null, false, 10))
                .anyMatch(
                        item -> item.what() == AuditAction.CANCEL && item.who().equals("ada"));
        assertThat(world.executions.lives(run, before.epoch())).isFalse();
        assertThat(troubles(run))
                .filteredOn(trouble -> trouble.grade() != Trouble.Grade.NOTE)
                .extracting(Trouble::place)
                .containsExactly(head);
        assertThat(world.cancelling.cancel(run)).as("once").isEqualTo(cancelled);

        world.blobs.putIfAbsent(head, whole);
        assertThat(troubles(run))
                .as("the object is back, and it stays cancelled")
                .isEmpty();
        assertThatThrownBy(() -> world.resuming.resume(run)).isInstanceOf(ConflictException.class);

        world.keeping.delete(run);
        assertThat(world.objects(run)).isEmpty();
        assertThat(world.run(run).deleted()).isTrue();
    }

    @Test
    void aWorkingRun_shouldBeCancelledWithoutItsHead_andThenDeleted() {
        RunKey run = working();
        String head = head(run);
        byte[] whole = world.blobs.get(head).orElseThrow();
        world.blobs.delete(head);

        world.cancelling.cancel(run);

        assertThat(world.run(run).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(troubles(run))
                .filteredOn(trouble -> trouble.grade() != Trouble.Grade.NOTE)
                .extracting(Trouble::place)
                .containsExactly(head);
        world.blobs.putIfAbsent(head, whole);
        assertThat(troubles(run)).isEmpty();
        world.keeping.delete(run);
        assertThat(world.objects(run)).isEmpty();
    }
}
