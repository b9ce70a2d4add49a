package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.Interruptions;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.RunView;
import dev.cairn.cli.decide.AskPerson;
import dev.cairn.cli.decide.Course;
import dev.cairn.cli.decide.Decider;
import dev.cairn.cli.follow.Follower;
import dev.cairn.cli.follow.HumanProgress;
import dev.cairn.cli.follow.HumanReport;
import dev.cairn.cli.follow.JsonProgress;
import dev.cairn.cli.follow.JsonReport;
import dev.cairn.cli.follow.Progress;
import dev.cairn.cli.follow.Verdict;
import dev.cairn.cli.server.Connection;
import dev.cairn.cli.terminal.Screen;
import org.jspecify.annotations.Nullable;

/** Follows one run to where it stands still, and says how it stands. */
final class Following {
    private final Context context;
    private final Connection connection;
    private final FollowOptions options;
    private final boolean mayAsk;

    Following(Context context, Connection connection, FollowOptions options, boolean mayAsk) {
        this.context = context;
        this.connection = connection;
        this.options = options;
        this.mayAsk = mayAsk;
        if (options.noWait && connection.kind() == Connection.Kind.EMBEDDED) {
            throw CliException.usage(
                    "--no-wait",
                    "no server runs here, so the run would stop with this command; start one with `"
                            + context.hints().command("local") + "`, or leave --no-wait out");
        }
    }

    /** A run that is new: everything about it is told. */
    ExitCode fromTheStart(String runId) {
        if (!context.json() && connection.api().run(runId).isRehearsal()) {
            Screen err = context.terminal().err();
            err.line(err.style().dim("A rehearsal: every reply is scripted, no model is called."));
        }
        return follow(runId, null, () -> {});
    }

    /** A run that goes on: what happened before {@code act} is not told again. */
    ExitCode after(String runId, Runnable act) {
        return follow(runId, "", act);
    }

    /** @param after the cursor to begin after; null for all there is */
    ExitCode from(String runId, @Nullable String after) {
        return follow(runId, after, () -> {});
    }

    private ExitCode follow(String runId, @Nullable String after, Runnable act) {
        HumanProgress human = new HumanProgress(context.terminal().err());
        Progress progress = context.json()
                ? new JsonProgress(context.terminal().out(), context.terminal().err())
                : human;
        CairnApi api = connection.api().following(progress::note);
        boolean goesOn = "".equals(after);
        Follower follower = new Follower(api, progress, context.surroundings().pause(), runId, goesOn ? null : after);
        if (goesOn && !options.noWait) {
            follower.skipPast();
        }
        act.run();
        if (options.noWait) {
            return told(started(api.run(runId)));
        }
        Thread following = Thread.currentThread();
        try (Interruptions.Registration _ =
                context.surroundings().interruptions().during(() -> interrupted(runId, following))) {
            RunView run = new Course(api, follower, progress, decider(human)).complete();
            return told(run);
        }
    }

    private Decider decider(HumanProgress human) {
        Decider asked = mayAsk && !context.json() && context.terminal().interactive()
                ? new AskPerson(context.terminal(), context.surroundings().editor(), human)
                : Decider.leave();
        return options.yes ? Decider.approving(asked) : asked;
    }

    private RunView started(RunView run) {
        if (!context.json()) {
            context.terminal().err().line("Watch it with: " + context.hints().command("watch", run.runId()));
        }
        return run;
    }

    private ExitCode told(RunView run) {
        if (context.json()) {
            new JsonReport(context.terminal().out()).finished(run);
        } else {
            new HumanReport(context.terminal(), context.hints()).finished(run);
            if (run.isDemo() && run.hasEnded()) {
                new Trail(context).show(connection.api(), run.runId());
            }
        }
        return Verdict.of(run);
    }

    private void interrupted(String runId, Thread following) {
        // Or it would take the end of the server for a connection that breaks, and say so.
        following.interrupt();
        boolean embedded = connection.kind() == Connection.Kind.EMBEDDED;
        Screen err = context.terminal().err();
        err.line("");
        err.line(
                embedded
                        ? "Interrupted. Run " + runId + " is kept up to its last checkpoint."
                        : "Run " + runId + " goes on at the server.");
        err.line(
                embedded
                        ? "Go on with: " + context.hints().command("resume", runId)
                        : "Watch it with: " + context.hints().command("watch", runId));
        connection.close();
    }
}
