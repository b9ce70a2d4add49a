package dev.cairn.core.lifecycle;

import dev.cairn.core.checkpoint.Confirmed;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.Executions;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.step.Heads;
import dev.cairn.core.step.Machine;
<<<<<<< HEAD
import java.time.Instant;
import java.time.InstantSource;
=======
import java.util.ArrayList;
>>>>>>> main
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Starts executions: of a run that was opened, and of one that goes on in a new epoch. */
public final class Starting {
    private static final int ATTEMPTS = 8;

    private final Machine machine;
    private final Heads heads;
    private final Executions executions;
    private final InstantSource clock;

    public Starting(Machine machine, Executions executions) {
        this.machine = machine;
        this.heads = new Heads(machine);
        this.executions = executions;
        this.clock = machine.clock();
    }

    /** Starts the execution of the run's present epoch. Done twice, it starts once. */
    public RunRecord start(RunRecord run) {
        executions.start(heads.pointer(run, 0));
        return begun(run);
    }

    /** Notes that the execution of the run's present epoch has begun. */
    public RunRecord begun(RunRecord run) {
        return change(
                        run.run(),
                        now -> now.started()
                                ? now
                                : now.toBuilder().started(true).due(due(now)).build())
                .orElse(run);
    }

    /** A run that works is looked at again some time later, lest its execution dies without a word. */
    private @Nullable Instant due(RunRecord run) {
        return run.status() == RunStatus.RUNNING ? run.watchedAt(clock.instant()) : run.due();
    }

    /** Replaces the run's record by what the change makes of it, however often others write between. */
    Optional<RunRecord> change(RunKey key, UnaryOperator<RunRecord> change) {
        return change(key, change, List.of());
    }

    /** @param also written with the change, if there is one */
    Optional<RunRecord> change(RunKey key, UnaryOperator<RunRecord> change, List<Write> also) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Versioned<RunRecord>> found = machine.index().get(RunRecord.key(key));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            RunRecord before = found.get().record();
            RunRecord after = change.apply(before);
            List<Write> writes = new ArrayList<>(also);
            writes.add(new Write.Replace(after, found.get().version()));
            if (after.equals(before) || Confirmed.transact(machine.index(), after, writes)) {
                return Optional.of(after);
            }
        }
        throw new dev.cairn.core.error.StoreException(
                "Run " + key + " is written to by others all the time; try again.");
    }
}
