package dev.cairn.functions.reconcile;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.CairnException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes up the runs that were left behind by a process that ended, where executions live in a process and end with it.
 * A run whose process ends at the same step again and again is given up: the step may be what ends it.
 */
public final class Revival {
    /** How often a run is taken up without having got a step further. */
    public static final int TRIES = 3;

    private static final int PAGE = 200;
    private static final String MARK = "takenUp";

    private final Services services;
    private final IndexStore index;

    public Revival(Services services) {
        this.services = services;
        this.index = services.machine().index();
    }

    /**
     * What came of it.
     *
     * @param revived how many runs were taken up
     * @param troubles what keeps a run from being taken up, each with the run's id, and the alarm lines of broken objects;
     *     those runs stay as they are
     */
    public record Outcome(int revived, List<String> troubles) {
        public Outcome {
            troubles = List.copyOf(troubles);
        }
    }

    /**
     * Every run of the tenant that has not ended and has no execution goes on in a new one; trouble with one is no reason
     * to leave the others.
     *
     * @param resume false to leave those that were working FAILED, to be resumed by hand; those that wait for a person
     *     wait on either way
     * @throws dev.cairn.core.error.StoreException if the runs cannot be listed
     */
    public Outcome reviveAll(TenantId tenant, boolean resume) {
        int revived = 0;
        List<String> troubles = new ArrayList<>();
        String cursor = null;
        do {
            IndexStore.Page<RunRecord> page = index.runs(tenant, cursor, PAGE);
            page.unreadable().forEach(record -> troubles.add(record.run().runId() + ": " + record.why()));
            for (RunRecord run : page.items()) {
                // What has ended stays so for whoever looks; one that is resumed meanwhile has its execution already.
                if (!run.status().hasEnded() && !run.deleted()) {
                    revived += reviveOrTell(run, resume, troubles) ? 1 : 0;
                }
            }
            cursor = page.next();
        } while (cursor != null);
        return new Outcome(revived, troubles);
    }

    private boolean reviveOrTell(RunRecord run, boolean resume, List<String> troubles) {
        try {
            return revive(run, resume);
        } catch (BrokenObjectException broken) {
            if (services.brokenObjects().met(broken, troubles::add).isPresent()) {
                troubles.add(run.runId() + ": " + broken.getMessage());
            }
        } catch (CairnException trouble) {
            troubles.add(run.runId() + ": " + trouble.getMessage());
        }
        return false;
    }

    private boolean revive(RunRecord listed, boolean resume) {
        @Nullable
        Versioned<RunRecord> found = index.get(RunRecord.key(listed.run())).orElse(null);
        if (found == null
                || found.record().deleted()
                || found.record().status().hasEnded()
                || services.executions().lives(listed.run(), found.record().epoch())) {
            return false;
        }
        RunRecord run = found.record();
        if (run.status() == RunStatus.WAITING) {
            return services.resuming().restart(found).isPresent();
        }
        if (!resume) {
            giveUp(run, "The process that worked on it ended.");
            return false;
        }
        if (!run.started()) {
            services.starting().start(run);
            return true;
        }
        int tried = tried(run);
        if (tried >= TRIES) {
            giveUp(run, "The process that worked on it ended " + (tried + 1) + " times at this step.");
            return false;
        }
        EventsRecord note = note(run, tried + 1);
        boolean restarted =
                services.resuming().restart(found, List.of(new Write.Put(note))).isPresent();
        if (restarted) {
            services.machine().events().committed(run.run(), note.events());
        }
        return restarted;
    }

    private void giveUp(RunRecord run, String why) {
        services.failing().died(run.run(), run.epoch(), why + " Resume it with: cairn resume " + run.runId());
    }

    /** Counted in the run's own events, so that it outlives this process too. */
    private int tried(RunRecord run) {
        int tried = 0;
        String after = EventsRecord.ofCheckpoint(run.seq());
        for (EventsRecord events : index.list(run.run(), RecordKind.EVENTS, after, false, PAGE)) {
            tried += (int) events.occurrences().stream()
                    .filter(one -> one.data().has(MARK))
                    .count();
        }
        return tried;
    }

    /** Under the old epoch: the new one may need its own place for a failure. */
    private EventsRecord note(RunRecord run, int time) {
        return new EventsRecord(
                run.tenant(),
                run.runId(),
                EventsRecord.afterCheckpoint(run.seq(), run.epoch()),
                run.seq(),
                null,
                services.machine().clock().instant(),
                List.of(Occurrence.of(
                        EventType.NOTICE,
                        Map.of(
                                "text",
                                "The process that worked on this run ended; it goes on from its last checkpoint.",
                                MARK,
                                time))));
    }
}
