package dev.cairn.functions.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import dev.cairn.functions.handler.FunctionsRig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs whose process ended under them. */
class RevivalTest {
    private final MortalIndex index = new MortalIndex();
    private final FunctionsRig rig = new FunctionsRig(new World(new MemoryBlobStore(), index));
    private final Revival revival = new Revival(rig.services);

    /** Reads are counted; a process may die after some writes. */
    private static final class MortalIndex extends DelegatingIndexStore {
        private int reads;
        private int writesLeft = Integer.MAX_VALUE;

        MortalIndex() {
            super(new MemoryIndexStore());
        }

        @Override
        public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
            reads++;
            return super.get(key);
        }

        @Override
        public boolean transact(List<Write> writes) {
            if (writesLeft-- <= 0) {
                throw new StoreException("the process is dead");
            }
            return super.transact(writes);
        }
    }

    private long notes() {
        return index.list(FunctionsRig.RUN, RecordKind.EVENTS, null, false, 100).stream()
                .flatMap(events -> events.occurrences().stream())
                .filter(one -> one.data().has("takenUp"))
                .count();
    }

    @Test
    void aTry_shouldBeCountedWithTheRestart_whereverTheProcessDies() {
        rig.step("PlanFunction", rig.open(PlanReview.NEVER, Limits.DEFAULT));
        rig.executions.die();

        index.writesLeft = 0;
        assertThat(revival.reviveAll(World.TENANT, true).troubles()).containsExactly("sample: the process is dead");
        index.writesLeft = Integer.MAX_VALUE;
        assertThat(notes()).isZero();
        assertThat(rig.record().epoch()).isEqualTo(1);

        index.writesLeft = 1;
        assertThat(revival.reviveAll(World.TENANT, true).troubles()).containsExactly("sample: the process is dead");
        index.writesLeft = Integer.MAX_VALUE;
        assertThat(notes()).isEqualTo(1);
        assertThat(rig.record().epoch()).isEqualTo(2);
    }

    @Test
    void runsThatHaveEnded_shouldNotBeReadOneByOne() {
        rig.step("PlanFunction", rig.open(PlanReview.NEVER, Limits.DEFAULT));
        rig.services.cancelling().cancel(FunctionsRig.RUN);
        assertThat(rig.record().status()).isEqualTo(RunStatus.CANCELLED);
        index.reads = 0;

        assertThat(revival.reviveAll(World.TENANT, true)).isEqualTo(new Revival.Outcome(0, List.of()));

        assertThat(index.reads).isZero();
    }
}
