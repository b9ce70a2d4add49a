package dev.cairn.local;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Json;
import dev.cairn.core.run.Pointer;
import dev.cairn.functions.handler.ReportedFailure;
import dev.cairn.local.asl.run.ExecutionListener;
import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.Retry;
import dev.cairn.local.feed.LocalFeed;
import dev.cairn.local.lambda.LogSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Tells a run, and whoever follows it, what its execution cannot: that a step is tried again, and that the execution has
 * ended without the run being marked. Where even that cannot be written, those who follow hear it all the same.
 */
final class ExecutionWatch implements ExecutionListener {
    private final LocalFeed feed;
    private final Deaths deaths;
    private final UnaryOperator<String> inputs;
    private final LogSink log;

    /** Marks the run of an execution that has ended without a word. */
    @FunctionalInterface
    interface Deaths {
        void record(String arn, String input, String status);
    }

    /** @param inputs what the execution of an ARN was started with */
    ExecutionWatch(LocalFeed feed, Deaths deaths, UnaryOperator<String> inputs, LogSink log) {
        this.feed = requireNonNull(feed, "feed is null");
        this.deaths = requireNonNull(deaths, "deaths is null");
        this.inputs = requireNonNull(inputs, "inputs is null");
        this.log = requireNonNull(log, "log is null");
    }

    @Override
    public void retrying(Retry retry) {
        pointer(retry.payload()).ifPresent(pointer -> {
            String why =
                    new ReportedFailure(retry.error().error(), retry.error().cause()).words();
            String text = retry.state() + " failed and is tried again in " + seconds(retry.delay()) + " s ("
                    + retry.number() + " of " + retry.most() + "): " + why;
            feed.notice(pointer.run(), pointer.seq() + 1, text, Map.of("retry", retry.number()));
        });
    }

    private static long seconds(Duration delay) {
        return Math.max(1, Math.ceilDiv(delay.toMillis(), 1_000L));
    }

    /** An execution that was stopped from outside takes its run with it; somebody must say so. */
    @Override
    public void changed(String arn, ExecutionStatus status) {
        if (status == ExecutionStatus.RUNNING || status == ExecutionStatus.SUCCEEDED) {
            return;
        }
        Thread.ofVirtual().name("ended-" + status).start(() -> ended(arn, status));
    }

    private void ended(String arn, ExecutionStatus status) {
        String input = inputs.apply(arn);
        try {
            deaths.record(arn, input, status.name());
        } catch (RuntimeException trouble) {
            log.write("local", "The end of " + arn + " could not be recorded: " + trouble.getMessage());
            pointer(input)
                    .ifPresent(pointer -> feed.notice(
                            pointer.run(),
                            pointer.seq() + 1,
                            "Nothing works on this run any more: its execution ended as " + status
                                    + ", and that could not be recorded (" + trouble.getMessage() + ")",
                            Map.of("abandoned", true)));
        }
    }

    /** Of a function's payload or an execution's input: it is the pointer, or holds it. */
    private static Optional<Pointer> pointer(String json) {
        try {
            JsonNode tree = Json.tree(json);
            for (JsonNode place : List.of(tree, tree.path("pointer"), tree.path("input"))) {
                if (place.has("checkpointId")) {
                    return Optional.of(Json.fromTree(place, Pointer.class));
                }
            }
            return Optional.empty();
        } catch (JacksonException noPointer) {
            // Of an execution that somebody starts by hand, before it has opened a run: nobody follows it yet.
            return Optional.empty();
        }
    }
}
