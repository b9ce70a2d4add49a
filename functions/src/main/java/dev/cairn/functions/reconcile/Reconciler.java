package dev.cairn.functions.reconcile;

import dev.cairn.core.checkpoint.OpenRequestReader;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.CairnException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.Executions;
import dev.cairn.core.port.IndexRules;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.functions.Causes;
import dev.cairn.functions.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at the runs that are due: starts what was opened and never started, wakes or restarts those whose decision
 * stands, lets requests expire whose execution is gone, records executions that died unseen, and deletes what has
 * expired. Everything it does can be done twice, and beside everything else.
 */
public final class Reconciler {
    private static final int PAGE = 100;

    /** What could not be settled now is looked at again after so long. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    /** How long an execution that cannot be woken may take to read a decision by itself. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Services services;
    private final IndexStore index;
    private final Executions executions;

    public Reconciler(Services services) {
        this.services = services;
        this.index = services.machine().index();
        this.executions = services.executions();
    }

    /**
     * What came of a look at everything that is due.
     *
     * @param runs how many were looked at
     * @param troubles what went wrong, each with the run's id, and the alarm lines of broken objects; those runs stay due
     */
    public record Outcome(int runs, List<String> troubles) {
        public Outcome {
            troubles = List.copyOf(troubles);
        }
    }

    /**
     * Looks once at every run that is due now; trouble with one is no reason to leave the others. Those that can neither be
     * settled nor put off stay the earliest that are due: the look goes past them, as long as they fill no whole page of
     * the index.
     */
    public Outcome lookAtDue() {
        Instant now = services.machine().clock().instant();
        Set<RunKey> seen = new HashSet<>();
        Set<String> troubles = new TreeSet<>();
        int stuck = 0;
        List<RunKey> fresh;
        do {
            fresh = index.due(now, Math.min(PAGE + stuck, IndexRules.MAX_LIMIT)).stream()
                    .filter(seen::add)
                    .toList();
            for (RunKey key : fresh) {
                stuck += isSettled(key, now, troubles) || isPostponed(key, now, troubles) ? 0 : 1;
            }
        } while (!fresh.isEmpty());
        return new Outcome(seen.size(), List.copyOf(troubles));
    }

    private boolean isSettled(RunKey key, Instant now, Set<String> troubles) {
        return isDone(key, () -> lookAt(key, now), troubles);
    }

    private boolean isPostponed(RunKey key, Instant now, Set<String> troubles) {
        return isDone(key, () -> postpone(key, now, AGAIN), troubles);
    }

    private boolean isDone(RunKey key, Runnable work, Set<String> troubles) {
        try {
            work.run();
            return true;
        } catch (BrokenObjectException broken) {
            if (services.brokenObjects().met(broken, troubles::add).isEmpty()) {
                return true;
            }
            troubles.add(key.runId() + ": " + broken.getMessage());
        } catch (CairnException trouble) {
            troubles.add(key.runId() + ": " + trouble.getMessage());
        } catch (RuntimeException fault) {
            troubles.add(line(key, fault));
        }
        return false;
    }

    /** A fault of ours, with the place where it was met. */
    private static String line(RunKey key, RuntimeException fault) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("level", "error").put("runId", key.runId().value());
        line.set("causes", Causes.of(fault));
        return Json.text(line);
    }

    private void lookAt(RunKey key, Instant now) {
        Optional<Versioned<RunRecord>> found = index.get(RunRecord.key(key));
        if (found.isEmpty()) {
            return;
        }
        RunRecord run = found.get().record();
        if (run.deleted() || run.status().hasEnded()) {
            services.keeping().deleteExpired(key);
            postpone(key, now, AGAIN);
        } else if (!run.started()) {
            start(run);
        } else if (executions.lives(key, run.epoch())) {
            postpone(key, now, tend(found.get(), now));
        } else if (OpenRequestReader.ofHead(services.machine().checkpoints(), run)
                .isPresent()) {
            services.resuming().restart(found.get());
        } else {
            recordDeath(run);
        }
    }

    /** Nobody was told that its execution had died, or who was told could not record it. */
    private void recordDeath(RunRecord run) {
        services.failing()
                .died(
                        run.run(),
                        run.epoch(),
                        "Its execution is gone without a word of the run. Resume it with: cairn resume " + run.runId());
    }

    /** Its execution may have begun under a name of its own, or have been started by somebody who died then. */
    private void start(RunRecord run) {
        if (executions.lives(run.run(), run.epoch())) {
            services.starting().begun(run);
        } else {
            services.starting().start(run);
        }
    }

    /**
     * Whoever decided may have died before waking the execution.
     *
     * @return when to look again: at one that goes about its work as rarely as its own steps ask for
     */
    private Duration tend(Versioned<RunRecord> found, Instant now) {
        RunRecord run = found.record();
        if (run.status() != RunStatus.RUNNING) {
            return AGAIN;
        }
        Optional<OpenRequest> decided =
                OpenRequestReader.ofHead(services.machine().checkpoints(), run);
        if (decided.isEmpty()) {
            return RunRecord.WATCH;
        }
        if (!wake(run, decided.get().requestId())
                && !now.isBefore(run.updatedAt().plus(PATIENCE))) {
            overtake(found);
        }
        return AGAIN;
    }

    private boolean wake(RunRecord run, RequestId request) {
        return index.get(TokenRecord.key(run.run(), request))
                .map(Versioned::record)
                .filter(token -> token.epoch() == run.epoch())
                .map(token -> executions.wake(token.token()))
                .orElse(false);
    }

    /** It waits under a token that is not on record: a late attempt at the wait put its own in its place. */
    private void overtake(Versioned<RunRecord> found) {
        RunRecord run = found.record();
        if (services.resuming().restart(found).isPresent()) {
            executions.stop(
                    run.run(), run.epoch(), "It waited under a token that is lost; the run goes on in another.");
        }
    }

    /** Unless somebody has seen to it, so that one run in trouble does not keep the others from being looked at. */
    private void postpone(RunKey key, Instant now, Duration by) {
        index.get(RunRecord.key(key))
                .filter(found ->
                        found.record().due() != null && !found.record().due().isAfter(now))
                .ifPresent(found -> index.transact(List.of(new Write.Replace(
                        found.record().toBuilder().due(now.plus(by)).build(), found.version()))));
    }
}
