package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.CheckpointView;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.decide.Decision;
import dev.cairn.cli.server.Connection;
import dev.cairn.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "replay",
        description = "Run on from a checkpoint of a run, as a new run; the first stays as it is.",
        footer = {
            "",
            "Without CHECKPOINT it starts where the edit or the response belongs, else at the beginning.",
            "",
            "Examples:",
            "  cairn replay RUN                          the whole run again",
            "  cairn replay RUN --mode recorded          from the record: no model call",
            "  cairn replay RUN 3 --plan-file plan.md    from checkpoint 3, another plan"
        })
public final class ReplayCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CHECKPOINT",
            description = "Where to start: a checkpoint of it, by its id or its number.")
    @Nullable
    String checkpoint;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "fresh: models are called again (default). recorded: answered from the run's record, as far"
                    + " as it goes.")
    String mode = "fresh";

    @Option(names = "--plan-file", paramLabel = "FILE", description = "With this plan; - reads the standard input.")
    @Nullable
    String planFile;

    @Option(names = "--facts-file", paramLabel = "FILE", description = "With these facts; - reads the standard input.")
    @Nullable
    String factsFile;

    @Option(names = "--task", paramLabel = "TASK", description = "With this task; @FILE reads a file.")
    @Nullable
    String task;

    @Option(
            names = "--plan-review",
            paramLabel = "WHEN",
            description = "When a person approves a plan from here on: never, always or on_stall.")
    @Nullable
    String planReview;

    @Option(names = "--team", paramLabel = "FILE|NAME", description = "With this team; see --allow-team-change.")
    @Nullable
    String team;

    @Option(names = "--allow-team-change", description = "Take the team although it is another one.")
    boolean allowTeamChange;

    @Mixin
    LimitOptions limits = new LimitOptions();

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    @Nullable
    ResponseOptions response;

    @Option(
            names = "--pace",
            paramLabel = "X",
            description = "How fast a rehearsal plays: 1 as written, 0 without pauses (default: 1).")
    double pace = 1;

    @Mixin
    FollowOptions follow = new FollowOptions();

    public ReplayCommand(Context context) {
        this.context = context;
    }

    /** The response to the request that waits at the checkpoint. */
    static final class ResponseOptions {
        @Option(names = "--approve", description = "Approve what waits at the checkpoint.")
        boolean approve;

        @Option(names = "--revise", paramLabel = "FEEDBACK", description = "Send its plan back.")
        @Nullable
        String revise;

        @Option(
                names = "--reject",
                paramLabel = "REASON",
                arity = "0..1",
                fallbackValue = "",
                description = "Reject its plan.")
        @Nullable
        String reject;

        @Option(
                names = "--deny",
                paramLabel = "REASON",
                arity = "0..1",
                fallbackValue = "",
                description = "Deny its tool call.")
        @Nullable
        String deny;

        @Option(names = "--answer", paramLabel = "TEXT", description = "Answer its question.")
        @Nullable
        String answer;

        Decision decision() {
            if (revise != null) {
                return Decision.revise(revise);
            }
            if (reject != null) {
                return Decision.reject(reject.isBlank() ? null : reject);
            }
            if (deny != null) {
                return Decision.deny(deny.isBlank() ? null : deny);
            }
            return answer != null ? Decision.answer(Json.toTree(answer)) : Decision.approve();
        }
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        if (checkpoint != null) {
            CheckpointArgument.check("CHECKPOINT", checkpoint);
        }
        if (!mode.equals("fresh") && !mode.equals("recorded")) {
            throw CliException.usage("--mode", "must be fresh or recorded, was \"" + mode + "\"");
        }
        Paces.check(pace);
        ObjectNode edits = edits();
        try (Connection connection = context.connect(pace)) {
            CairnApi api = connection.api();
            Following following = new Following(context, connection, follow, true);
            ObjectNode body = CairnApi.object().put("checkpointId", start(api)).put("mode", mode);
            if (!edits.isEmpty()) {
                body.set("edits", edits);
            }
            if (allowTeamChange) {
                body.put("allowTeamChange", true);
            }
            if (response != null) {
                body.set("response", response.decision().body(""));
            }
            String child = api.replay(
                            runId,
                            body,
                            context.surroundings().idempotencyKeys().get())
                    .path("runId")
                    .asString("");
            return following.fromTheStart(child);
        }
    }

    private ObjectNode edits() {
        Texts texts = new Texts(context);
        ObjectNode edits = CairnApi.object();
        if (planFile != null) {
            edits.put("plan", texts.fileOrInput("--plan-file", planFile, ApproveCommand.MAX_TEXT));
        }
        if (factsFile != null) {
            edits.put("facts", texts.fileOrInput("--facts-file", factsFile, ApproveCommand.MAX_TEXT));
        }
        if (task != null) {
            edits.put("task", texts.given("--task", task, RunCommand.MAX_TASK));
        }
        ObjectNode given = limits.body(Instant.now());
        if (given != null) {
            edits.set("limits", given);
        }
        if (team != null) {
            edits.set("team", new TeamArgument(context).body(team));
        }
        if (planReview != null) {
            edits.put("planReview", PlanReviews.word(planReview));
        }
        return edits;
    }

    private String start(CairnApi api) {
        CheckpointArgument argument = new CheckpointArgument(api, runId);
        if (checkpoint != null) {
            return argument.id("CHECKPOINT", checkpoint);
        }
        List<CheckpointView> oldestFirst = argument.oldestFirst();
        boolean atReview = response != null || planFile != null || factsFile != null;
        Optional<CheckpointView> where = atReview
                ? argument.firstBefore(oldestFirst, "AwaitPerson", "EvaluateProgress")
                : oldestFirst.stream().findFirst();
        CheckpointView found = where.orElseThrow(
                () -> new CliException(ExitCode.NOT_FOUND, "Run " + runId + " has no checkpoint to start from"));
        if (!context.json()) {
            context.terminal().err().line("Replaying from checkpoint " + found.seq() + ".");
        }
        return found.checkpointId();
    }
}
