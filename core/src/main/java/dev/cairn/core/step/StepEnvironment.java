package dev.cairn.core.step;

import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.port.Ids;
import dev.cairn.core.replay.Recorded;
import dev.cairn.core.request.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The outside, as far as a step may reach it besides its calls. */
record StepEnvironment(
        InstantSource clock,
        Ids ids,
        EventSink events,
        Responses responses,
        Conversations conversations,
        Recorded recorded,
        Duration requestTtl,
        BooleanSupplier shortOfTime) {
    boolean timeIsShort() {
        return shortOfTime.getAsBoolean();
    }

    /** What a person answered to the same request in the run that this one replays. */
    @Nullable
    Response recordedResponse(String matchingKey) {
        return recorded.take(matchingKey)
                .map(entry -> entry.content().items())
                .map(items -> Json.fromTree(items, Response.class))
                .orElse(null);
    }
}
