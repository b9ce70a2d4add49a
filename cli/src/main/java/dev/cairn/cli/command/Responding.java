package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.api.RequestView;
import dev.cairn.cli.decide.Course;
import dev.cairn.cli.decide.Decision;
import dev.cairn.cli.server.Connection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers a run's request and follows the run on: what approve, revise, reject and answer share. */
final class Responding {
    @Option(
            names = "--request",
            paramLabel = "ID",
            description = "The request (default: the one that the run waits for).")
    @Nullable
    String requestId;

    @Mixin
    FollowOptions follow = new FollowOptions();

    /** @param decide what to answer, given what is asked */
    ExitCode respond(Context context, String runId, Function<RequestView, Decision> decide) {
        Ids.check("RUN", runId);
        if (requestId != null) {
            Ids.check("--request", requestId);
        }
        try (Connection connection = context.connect()) {
            return respond(context, connection, runId, decide);
        }
    }

    ExitCode respond(Context context, Connection connection, String runId, Function<RequestView, Decision> decide) {
        CairnApi api = connection.api();
        Following following = new Following(context, connection, follow, true);
        RequestView request = requestId == null ? Course.pending(api, api.run(runId)) : named(api, runId, requestId);
        Decision decision = decide.apply(request);
        return following.after(runId, () -> api.respond(runId, request.requestId(), decision.body(request.planHash())));
    }

    private static RequestView named(CairnApi api, String runId, String id) {
        return api.requests(runId).items().stream()
                .map(RequestView::new)
                .filter(request -> request.requestId().equals(id))
                .findFirst()
                .orElseThrow(() -> new CliException(
                        ExitCode.NOT_FOUND, "--request: run " + runId + " never made a request " + id));
    }
}
