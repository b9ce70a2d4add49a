package dev.cairn.core.lifecycle;

import dev.cairn.core.audit.Actor;
import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.checkpoint.Confirmed;
import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.checkpoint.StoredResponse;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.GoneException;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.Executions;
import dev.cairn.core.port.SchemaCheck;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.step.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records what people decide, then wakes the execution that waits for it. */
public final class Responding {
    /** How often one plan may be sent back for another. */
    public static final int MAX_REVIEWS = 10;

    private static final int ATTEMPTS = 8;
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Machine machine;
    private final Runs runs;
    private final Resuming resuming;
    private final Executions executions;
    private final ResponseCheck check;

    public Responding(Machine machine, Resuming resuming, Executions executions, SchemaCheck schemas) {
        this.machine = machine;
        this.runs = new Runs(machine.index(), machine.clock());
        this.resuming = resuming;
        this.executions = executions;
        this.check = new ResponseCheck(machine.checkpoints(), schemas);
    }

    /**
     * Records the response, once.
     *
     * @param planHash the plan that the person saw, if they say so
     * @param by who answers
     * @throws NotFoundException if there is no such request
     * @throws InvalidInputException if the decision or what goes with it does not fit the request
     * @throws ConflictException if it is decided already, if another plan stands, or if the run has stopped
     * @throws GoneException if its time has passed
     */
    public RunRecord respond(RunKey key, RequestId requestId, Response response, @Nullable String planHash, Actor by) {
        StoredResponse given =
                new StoredResponse(requestId, response, machine.clock().instant(), by.who());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Versioned<RunRecord> run = runs.get(key);
            Versioned<RequestRecord> request = machine.index()
                    .get(RequestRecord.key(key, requestId))
                    .orElseThrow(() -> new NotFoundException("Run " + key.runId() + " has no request " + requestId
                            + "; list them with: cairn requests " + key.runId()));
            requirePending(request.record(), given.at());
            requireWaiting(run.record());
            check.check(key, request.record(), response, planHash);
            RunRecord decided = record(run, request, given, by);
            if (decided != null) {
                return wake(decided, requestId);
            }
        }
        throw new ConflictException("Run " + key.runId() + " is written to by others all the time; answer again.");
    }

    public RunRecord respond(RunKey key, RequestId requestId, Response response, @Nullable String planHash, String by) {
        return respond(key, requestId, response, planHash, Actor.of(by));
    }

    private static void requirePending(RequestRecord request, Instant now) {
        RequestId id = request.request().requestId();
        switch (request.status()) {
            case PENDING -> {
                if (!now.isBefore(request.request().expiresAt())) {
                    throw new GoneException(
                            "Request " + id + " expired at " + request.request().expiresAt() + ".");
                }
            }
            case ANSWERED -> {
                DecisionKind decision = request.decision();
                throw new ConflictException("Request " + id + " was answered already: "
                        + (decision == null ? "decided" : decision.word()) + ", by " + request.settledBy() + " at "
                        + request.settledAt() + ".");
            }
            case EXPIRED ->
                throw new GoneException(
                        "Request " + id + " expired at " + request.request().expiresAt() + ".");
            case CANCELLED -> throw new ConflictException("Request " + id + " was cancelled with its run.");
        }
    }

    private static void requireWaiting(RunRecord run) {
        if (run.status() != RunStatus.WAITING) {
            throw new ConflictException("Run " + run.runId() + " does not wait for an answer: it is " + run.status()
                    + (run.status() == RunStatus.FAILED ? ". Resume it first with: cairn resume " + run.runId() : "."));
        }
    }

    /** The decision and the run that works again, in one transaction; null if somebody wrote between. */
    private @Nullable RunRecord record(
            Versioned<RunRecord> run, Versioned<RequestRecord> request, StoredResponse given, Actor by) {
        Responses.Kept kept = machine.responses().put(run.record().run(), given);
        RunRecord working = run.record().toBuilder()
                .status(RunStatus.RUNNING)
                .pendingRequest(null)
                .storage(run.record().storage().plus(kept.storage()))
                .updatedAt(given.at())
                .due(given.at().plus(SOON))
                .build();
        AuditRecord audit = AuditRecord.of(
                working.run(),
                by,
                AuditAction.RESPOND,
                given.at(),
                Map.of(
                        "requestId",
                        given.requestId().value(),
                        "decision",
                        given.response().decision().word()));
        boolean done = Confirmed.transact(
                machine.index(),
                working,
                List.of(
                        audit.write(),
                        new Write.Replace(
                                request.record()
                                        .answered(given.response().decision(), kept.hash(), given.at(), given.by()),
                                request.version()),
                        new Write.Replace(working, run.version())));
        return done ? working : null;
    }

    private RunRecord wake(RunRecord run, RequestId requestId) {
        boolean woken = machine.index()
                .get(TokenRecord.key(run.run(), requestId))
                .map(Versioned::record)
                .filter(token -> token.epoch() == run.epoch())
                .map(token -> executions.wake(token.token()))
                .orElse(false);
        if (woken || executions.lives(run.run(), run.epoch())) {
            // An execution that lives and has not left its token yet reads the decision when it does.
            return run;
        }
        Optional<Versioned<RunRecord>> found = runs.find(run.run());
        return found.filter(now ->
                        now.record().epoch() == run.epoch() && now.record().status() == RunStatus.RUNNING)
                .flatMap(resuming::restart)
                .orElse(run);
    }
}
