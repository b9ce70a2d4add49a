package dev.cairn.functions.api.http;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.audit.Actor;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A request that found its route: its ids are checked before anything is looked up by them.
 *
 * @param log takes single lines for those who run the installation
 */
public record Call(Request request, Map<String, String> parameters, Caller caller, Consumer<String> log) {
    public Call {
        requireNonNull(request, "request is null");
        requireNonNull(caller, "caller is null");
        requireNonNull(log, "log is null");
        parameters = Map.copyOf(parameters);
    }

    /** The run that the path names; of the caller's own tenant, whatever the path says. */
    public RunKey run() {
        return new RunKey(caller.tenant(), new RunId(parameter("runId")));
    }

    public CheckpointId checkpointId() {
        return new CheckpointId(parameter("checkpointId"));
    }

    public RequestId requestId() {
        return new RequestId(parameter("requestId"));
    }

    /** Who calls, for the audit items of what this call does. */
    public Actor actor() {
        return new Actor(caller.by(), request.sourceIp(), request.id());
    }

    public Query query() {
        return Query.parse(request.query());
    }

    private String parameter(String name) {
        return requireNonNull(parameters.get(name), () -> "the route has no parameter " + name);
    }
}
