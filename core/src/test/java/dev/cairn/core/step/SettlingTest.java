package dev.cairn.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A request whose time has passed, and a run that moves while that is recorded. */
class SettlingTest {
    private final MovingIndex index = new MovingIndex();
    private final World world = new World(new MemoryBlobStore(), index);

    /** Lets something happen before the next transaction. */
    private static final class MovingIndex extends DelegatingIndexStore {
        private @Nullable Runnable before;

        MovingIndex() {
            super(new MemoryIndexStore());
        }

        @Override
        public boolean transact(List<Write> writes) {
            Runnable first = before;
            before = null;
            if (first != null) {
                first.run();
            }
            return super.transact(writes);
        }
    }

    @Test
    void request_shouldExpireWithItsWait_whenARunThatFailedWaitsAgainMeanwhile() {
        world.model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
        RunKey run = world.open(PlanReview.ALWAYS, Limits.DEFAULT, World.team());
        RequestId request = Objects.requireNonNull(world.run(run).pendingRequest());
        set(run, RunStatus.FAILED, null);
        world.clock.forward(world.machine.requestTtl());
        index.before = () -> set(run, RunStatus.WAITING, request);

        assertThat(new Settling(world.machine).outcome(world.run(run))).contains(new Settlement.Expired());

        assertThat(world.requests(run).getFirst().status()).isEqualTo(RequestStatus.EXPIRED);
        assertThat(world.run(run).pendingRequest()).isNull();
        assertThat(world.run(run).status()).isEqualTo(RunStatus.RUNNING);
    }

    private void set(RunKey run, RunStatus status, @Nullable RequestId pending) {
        Versioned<RunRecord> found = index.get(RunRecord.key(run)).orElseThrow();
        RunRecord changed = found.record().toBuilder()
                .status(status)
                .pendingRequest(pending)
                .build();
        assertThat(index.transact(List.of(new Write.Replace(changed, found.version()))))
                .isTrue();
    }
}
