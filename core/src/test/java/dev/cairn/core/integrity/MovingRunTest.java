package dev.cairn.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store is checked while its runs go on: what they do is no trouble. */
class MovingRunTest {
    /** What befalls a waiting run. */
    enum Move {
        ANSWERED((world, run) -> world.answer(run, Response.approve())),
        REJECTED((world, run) -> world.answer(run, new Response(DecisionKind.REJECT, "No.", null, null, null))),
        CANCELLED((world, run) -> world.cancelling.cancel(run)),
        PINNED((world, run) -> world.keeping.keep(run, true)),
        EXPIRED((world, run) -> {
            world.clock.forward(Duration.ofDays(8));
            world.executions.timeOutWaits();
            world.executions.work();
        }),
        DELETED((world, run) -> {
            world.cancelling.cancel(run);
            world.keeping.delete(run);
        });

        private final BiConsumer<World, RunKey> move;

        Move(BiConsumer<World, RunKey> move) {
            this.move = move;
        }
    }

    /** Reads an index, and lets something happen before one of the reads. */
    private static class Moving extends DelegatingIndexStore {
        private final int at;
        private final Runnable move;
        private int reads;

        Moving(IndexStore inner, int at, Runnable move) {
            super(inner);
            this.at = at;
            this.move = move;
        }

        private void read() {
            if (++reads == at) {
                move.run();
            }
        }

        @Override
        public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
            read();
            return super.get(key);
        }

        @Override
        public <T extends IndexRecord> List<T> list(
                RunKey run, RecordKind<T> kind, @Nullable String after, boolean descending, int limit) {
            read();
            return super.list(run, kind, after, descending, limit);
        }

        @Override
        public Page<RunRecord> runs(TenantId tenant, @Nullable String cursor, int limit) {
            read();
            return super.runs(tenant, cursor, limit);
        }

        @Override
        public Set<TenantId> tenants() {
            read();
            return super.tenants();
        }

        @Override
        public boolean transact(List<Write> writes) {
            throw new AssertionError("a check only reads");
        }
    }

    @ParameterizedTest
    @EnumSource(Move.class)
    void check_shouldRaiseNoFalseAlarm_whereverTheRunMovesUnderIt(Move move) {
        int moved = 0;
        for (int at = 1; at == moved + 1; at++) {
            World world = new World();
            RunKey run = Stories.waiting(world);
            Moving index = new Moving(world.index, at, () -> move.move.accept(world, run));
            List<Trouble> troubles = new ArrayList<>();

            new StoreCheck(world.blobs, index).check(troubles::add);

            assertThat(troubles).as(move + " before read " + at).noneMatch(one -> one.grade() != Grade.NOTE);
            moved += index.reads >= at ? 1 : 0;
        }
        assertThat(moved).isGreaterThan(8);
    }

    @Test
    void check_shouldTellWhatItCan_ofARunThatNeverStands() {
        World world = new World();
        RunKey run = Stories.waiting(world);
        String segment = world.objects(run).keySet().stream()
                .filter(key -> key.contains("/segments/"))
                .findFirst()
                .orElseThrow();
        world.blobs.delete(segment);
        List<Trouble> troubles = new ArrayList<>();
        boolean[] kept = new boolean[1];
        IndexStore restless = new Moving(world.index, 0, () -> {}) {
            @Override
            public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
                kept[0] = !kept[0];
                world.keeping.keep(run, kept[0]);
                return super.get(key);
            }
        };

        new StoreCheck(world.blobs, restless).check(troubles::add);

        assertThat(troubles).extracting(Trouble::place).containsOnlyOnce(segment);
    }
}
