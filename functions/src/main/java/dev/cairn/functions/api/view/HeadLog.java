package dev.cairn.functions.api.view;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.index.RunRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The log of a run's head for one page of events: read when an event first needs it, and what was broken of it. */
public final class HeadLog {
    private final CheckpointStore checkpoints;
    private final RunRecord run;
    private final Map<String, BrokenObjectException> met = new LinkedHashMap<>();
    private @Nullable LogReader log;
    private @Nullable BrokenObjectException headless;

    public HeadLog(CheckpointStore checkpoints, RunRecord run) {
        this.checkpoints = requireNonNull(checkpoints, "checkpoints is null");
        this.run = requireNonNull(run, "run is null");
    }

    /** Does something with the log; answers the key of the broken object if it cannot be done. */
    Optional<String> read(Consumer<LogReader> work) {
        return reading(() -> work.accept(log()));
    }

    /** The same with what else of the run is read. */
    Optional<String> reading(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (BrokenObjectException broken) {
            met.putIfAbsent(broken.key(), broken);
            return Optional.of(broken.key());
        }
    }

    private LogReader log() {
        if (headless != null) {
            throw headless;
        }
        if (log == null) {
            try {
                log = Reader.ofHead(checkpoints, run).log();
            } catch (BrokenObjectException broken) {
                headless = broken;
                throw broken;
            }
        }
        return log;
    }

    /** Each object once. */
    public Collection<BrokenObjectException> met() {
        return met.values();
    }
}
