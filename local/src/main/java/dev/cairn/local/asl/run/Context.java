package dev.cairn.local.asl.run;

import dev.cairn.local.asl.State;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds {@code $states.context}. */
final class Context {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Identity identity;
    private final Payload input;
    private final Instant startedAt;

    Context(Identity identity, Payload input, Instant startedAt) {
        this.identity = identity;
        this.input = input;
        this.startedAt = startedAt;
    }

    /**
     * @param token the token of a task that waits, while its arguments are made; null otherwise
     */
    ObjectNode of(Visit visit, @Nullable TaskToken token) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.putObject("Execution")
                .put("Id", identity.executionArn())
                .put("Name", identity.name())
                .put("StartTime", MILLIS.format(startedAt))
                .put("RoleArn", identity.roleArn())
                .put("RedriveCount", 0)
                .set("Input", input.node());
        context.putObject("StateMachine")
                .put("Id", identity.stateMachineArn())
                .put("Name", identity.stateMachineName());
        ObjectNode state = context.putObject("State")
                .put("Name", visit.state.name())
                .put("EnteredTime", MILLIS.format(visit.enteredAt));
        if (visit.state instanceof State.Task) {
            state.put("RetryCount", visit.retryCount());
        }
        if (token != null) {
            context.putObject("Task").put("Token", token.text());
        }
        return context;
    }
}
