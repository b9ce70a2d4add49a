package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.server.Connection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "run",
        description = "Give a task to a team and follow it to the answer.",
        footer = {
            "",
            "Examples:",
            "  cairn run 'Compare three ways to store solar power' --team team.yaml",
            "  cairn run @task.txt --team team.yaml --plan-review always --max-rounds 12",
            "  git diff | cairn run - --team reviewers.yaml --json"
        })
public final class RunCommand implements Callable<ExitCode> {
    /** The longest task, in bytes of UTF-8. */
    static final int MAX_TASK = 64 * 1024;

    private final Context context;

    @Parameters(paramLabel = "TASK", description = "The task; - reads it from the standard input, @FILE from a file.")
    String task = "";

    @Option(
            names = "--team",
            paramLabel = "FILE|NAME",
            description =
                    "A team file, or the name of a team that the server knows (default: the team \"default\", a scripted rehearsal unless you have one of that name).")
    @Nullable
    String team;

    @Option(
            names = "--plan-review",
            paramLabel = "WHEN",
            description = "When a person approves the plan: never, always or on_stall (default: as the team says).")
    @Nullable
    String planReview;

    @Mixin
    LimitOptions limits = new LimitOptions();

    @Option(names = "--label", paramLabel = "K=V", description = "A label to find the run by; may be repeated.")
    Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--ttl-days", paramLabel = "N", description = "Keep the run for N days after its last change.")
    @Nullable
    Integer ttlDays;

    @Option(
            names = "--pace",
            paramLabel = "X",
            description = "How fast a rehearsal plays: 1 as written, 0 without pauses (default: 1).")
    double pace = 1;

    @Mixin
    FollowOptions follow = new FollowOptions();

    public RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        ObjectNode body = body();
        Paces.check(pace);
        try (Connection connection = context.connect(pace)) {
            Following following = new Following(context, connection, follow, true);
            String runId = connection
                    .api()
                    .create(body, context.surroundings().idempotencyKeys().get())
                    .path("runId")
                    .asString("");
            return following.fromTheStart(runId);
        }
    }

    private ObjectNode body() {
        ObjectNode body = CairnApi.object();
        body.put("task", new Texts(context).given("TASK", task, MAX_TASK));
        if (team != null) {
            body.set("team", new TeamArgument(context).body(team));
        }
        if (planReview != null) {
            body.put("planReview", PlanReviews.word(planReview));
        }
        ObjectNode given = limits.body(Instant.now());
        if (given != null) {
            body.set("limits", given);
        }
        if (!labels.isEmpty()) {
            ObjectNode labelled = body.putObject("labels");
            labels.forEach(labelled::put);
        }
        if (ttlDays != null) {
            if (ttlDays < 1) {
                throw CliException.usage("--ttl-days", "must be 1 or more, was " + ttlDays);
            }
            body.put("ttlDays", ttlDays);
        }
        return body;
    }
}
