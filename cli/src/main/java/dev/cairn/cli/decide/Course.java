package dev.cairn.cli.decide;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.RequestView;
import dev.cairn.cli.api.RunView;
import dev.cairn.cli.api.UnreachableException;
import dev.cairn.cli.follow.Follower;
import dev.cairn.cli.follow.Progress;
import dev.cairn.core.run.RunStatus;
import java.util.List;
import java.util.Optional;

/** Takes a run from where it stands to its end, answering what it asks on the way, as far as the decider does. */
public final class Course {
    private static final int TRIES = 5;

    private final CairnApi api;
    private final Follower follower;
    private final Progress progress;
    private final Decider decider;

    public Course(CairnApi api, Follower follower, Progress progress, Decider decider) {
        this.api = api;
        this.follower = follower;
        this.progress = progress;
        this.decider = decider;
    }

    /** @return the run when it has ended, or waits for what nobody here answers */
    public RunView complete() {
        int refused = 0;
        while (true) {
            RunView run = follower.follow();
            if (!run.is(RunStatus.WAITING)) {
                return run;
            }
            RequestView request = pending(api, run);
            Optional<Decision> decision = decider.decide(run, request);
            if (decision.isEmpty()) {
                // While the person thought, somebody else may have answered.
                RunView now = api.run(run.runId());
                if (now.is(RunStatus.RUNNING)) {
                    continue;
                }
                return now;
            }
            try {
                send(run, request, decision.get());
            } catch (CliException e) {
                // Another was first, or the answer did not fit: told, and looked at again.
                boolean again = e.exit() == ExitCode.REFUSED || e.exit() == ExitCode.USAGE;
                if (!again || ++refused == TRIES) {
                    throw e;
                }
                progress.note(e.getMessage() + (e.details().isEmpty() ? "" : ": " + String.join("; ", e.details())));
            }
        }
    }

    /**
     * A decision whose answer was lost is sent again only if the request is seen to be still open; the server takes one
     * in any case.
     */
    private void send(RunView run, RequestView request, Decision decision) {
        for (int tried = 1; ; tried++) {
            try {
                api.respond(run.runId(), request.requestId(), decision.body(request.planHash()));
                return;
            } catch (UnreachableException e) {
                if (tried == TRIES) {
                    throw e;
                }
            } catch (CliException e) {
                boolean doubtful = e.exit() == ExitCode.UNREACHABLE || e.exit() == ExitCode.FAILED;
                if (!doubtful || tried == TRIES) {
                    throw e;
                }
            }
            progress.note("Whether the decision arrived is not known; looking");
            if (!stillOpen(run, request)) {
                return;
            }
        }
    }

    private boolean stillOpen(RunView run, RequestView request) {
        return api.run(run.runId())
                .pendingRequest()
                .filter(open -> open.requestId().equals(request.requestId()))
                .isPresent();
    }

    /** The request that a run waits for, in full. */
    public static RequestView pending(CairnApi api, RunView run) {
        Optional<RequestView> told = run.pendingRequest()
                .filter(request ->
                        !request.requestId().isEmpty() && !request.type().isEmpty());
        if (told.isPresent()
                && (!told.get().isPlanReview() || !told.get().plan().isEmpty())) {
            return told.get();
        }
        List<RequestView> open = api.requests(run.runId()).items().stream()
                .map(RequestView::new)
                .filter(RequestView::isPending)
                .toList();
        if (open.isEmpty()) {
            String state = run.is(RunStatus.WAITING) ? "it was answered a moment ago" : "it is " + run.statusWord();
            throw new CliException(ExitCode.REFUSED, "Run " + run.runId() + " waits for nothing: " + state);
        }
        return open.getFirst();
    }
}
