package dev.cairn.functions.handler;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A sample event and what comes of it.
 *
 * @param file below events/
 * @param arrange brings the run to where the event finds it, and answers the event as the machine would make it
 */
public record Sample(String file, String function, Function<FunctionsRig, Object> arrange, Consumer<Result> check) {
    public record Result(
            FunctionsRig rig,
            @Nullable JsonNode answer,
            @Nullable RuntimeException failure) {
        public JsonNode given() {
            if (failure != null) {
                throw failure;
            }
            return requireNonNull(answer);
        }

        String next() {
            return given().path("next").asString("none");
        }
    }

    @Override
    public String toString() {
        return file;
    }
}
