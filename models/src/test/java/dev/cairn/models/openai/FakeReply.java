package dev.cairn.models.openai;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What {@link FakeOpenAi} answers. */
public sealed interface FakeReply {
    /** A complete answer. */
    record Said(String text, List<Call> calls, String finishReason, boolean counted, boolean ended)
            implements FakeReply {
        public Said finishing(String reason) {
            return new Said(text, calls, reason, counted, ended);
        }

        /** Without usage. */
        public Said uncounted() {
            return new Said(text, calls, finishReason, false, ended);
        }

        /** Without the last {@code [DONE]} and what would come before it after the finish reason. */
        public Said cutAfterFinish() {
            return new Said(text, calls, finishReason, false, false);
        }
    }

    /** One tool call; its arguments are streamed in pieces. */
    record Call(String id, String name, String arguments) {}

    /** Another status than 200. */
    record Status(int status, Map<String, String> headers, String body) implements FakeReply {}

    /** The text streams in and then the connection breaks. */
    record Broken(String text) implements FakeReply {}

    /** The other reply, but only once the test lets it go. */
    record Held(CountDownLatch until, FakeReply reply) implements FakeReply {}

    /** Exactly these lines as an event stream. */
    record Raw(String stream) implements FakeReply {}

    /** A refusal in the model's own words. */
    record Refused(String refusal) implements FakeReply {}

    static Said text(String text) {
        return new Said(text, List.of(), "stop", true, true);
    }

    static Said calls(Call... calls) {
        return new Said("", List.of(calls), "tool_calls", true, true);
    }

    static Status error(int status, String message) {
        return error(status, message, null, null);
    }

    static Status error(int status, String message, @Nullable String param, @Nullable String code) {
        return new Status(status, Map.of("Content-Type", "application/json"), Wire.error(message, param, code));
    }

    /** A 429 as a rate limit sends it. */
    static Status tooManyRequests(String retryAfter) {
        return new Status(
                429,
                Map.of("Content-Type", "application/json", "Retry-After", retryAfter),
                Wire.error("Rate limit reached for requests", null, "rate_limit_exceeded"));
    }

    /** A 400 from a server that knows no such response format. */
    static Status noSuchFormat(String format) {
        return error(
                400,
                "Invalid parameter: 'response_format' of type '" + format + "' is not supported with this model.",
                "response_format",
                null);
    }
}
