package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.server.Connection;
import dev.cairn.models.Environment;
import dev.cairn.models.rehearsal.RehearsalProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "demo",
        description = {
            "Watch a team work, without a key: a rehearsal.",
            "",
            "A scripted model plays the manager and the team; the state machine, the checkpoints and the replay are"
                    + " the real ones. The plan waits for your approval."
        })
public final class DemoCommand implements Callable<ExitCode> {
    private static final String REHEARSAL = "default";

    private final Context context;

    @Option(
            names = "--pace",
            paramLabel = "X",
            description = "How fast it plays: 1 as written, 0 without pauses (default: 1).")
    double pace = 1;

    @Mixin
    FollowOptions follow = new FollowOptions();

    public DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Paces.check(pace);
        ObjectNode body = CairnApi.object().put("task", rehearsedTask()).put("planReview", "always");
        body.putObject("labels").put("cairn", "demo");
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

    private String rehearsedTask() {
        return new RehearsalProvider(new Environment(context.environment().values())).task(REHEARSAL);
    }
}
