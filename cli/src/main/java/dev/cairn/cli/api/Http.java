package dev.cairn.cli.api;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.auth.Authentication;
import dev.cairn.core.json.Json;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One server, spoken to in JSON. */
public final class Http implements AutoCloseable {
    /** A server of this machine that is gone is told within seconds; the run that is followed is worth half a minute. */
    private static final int TRIES = 4;

    private static final int PATIENT_TRIES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So that a generator is asked for where it is used. */
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    private final Wire wire;
    private final Attempts attempts;

    private Http(Wire wire, Attempts attempts) {
        this.wire = wire;
        this.attempts = attempts;
    }

    /** @param told is told of every further attempt, in a sentence without a full stop */
    public Http(URI base, Authentication authentication, InstantSource clock, Pause pause, Consumer<String> told) {
        this(new Wire(base, authentication, clock), new Attempts(new Backoff(TRIES, RANDOM), false, pause, told));
    }

    /** The same server, which is waited for if it goes away. */
    Http following(Consumer<String> told) {
        return new Http(wire, new Attempts(new Backoff(PATIENT_TRIES, RANDOM), true, attempts.pause(), told));
    }

    /** The same server, asked once and no more. */
    Http hurried() {
        return new Http(wire, new Attempts(new Backoff(1, RANDOM), false, attempts.pause(), attempts.told()));
    }

    public URI base() {
        return wire.base();
    }

    Authentication authentication() {
        return wire.authentication();
    }

    /** @param wait how long the server itself may take before it answers */
    JsonNode get(String what, String path, Duration wait) {
        return json(what, answer(what, path, wait));
    }

    /** What came back, if it is no refusal. */
    Answer answer(String what, String path, Duration wait) {
        return accepted(
                what, attempts.of(true, () -> wire.send(what, "GET", path, Map.of(), null, PATIENCE.plus(wait))));
    }

    JsonNode post(String what, String path, @Nullable JsonNode body, @Nullable String idempotencyKey) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (idempotencyKey != null) {
            headers.put("Idempotency-Key", idempotencyKey);
        }
        byte[] sent = Json.bytes(body == null ? Json.mapper().createObjectNode() : body);
        return json(what, change(what, "POST", path, headers, sent, idempotencyKey != null));
    }

    JsonNode delete(String what, String path) {
        return json(what, change(what, "DELETE", path, Map.of(), null, false));
    }

    private Answer change(
            String what,
            String method,
            String path,
            Map<String, String> headers,
            byte @Nullable [] body,
            boolean repeatable) {
        try {
            return accepted(
                    what, attempts.of(repeatable, () -> wire.send(what, method, path, headers, body, PATIENCE)));
        } catch (UnreachableException e) {
            throw e.kind().mayBeDone()
                    ? new UnreachableException(
                            e.kind(),
                            e.getMessage() + "; whether it was done is not known, so look before it is"
                                    + " asked again",
                            e)
                    : e;
        }
    }

    private Answer accepted(String what, Answer answer) {
        if (answer.isFine()) {
            return answer;
        }
        throw answer.isOfGateway()
                ? GatewayRefusal.of(what, answer, wire.authentication().kind(), wire.base())
                : Problems.of(what, answer.status(), answer.body());
    }

    private JsonNode json(String what, Answer answer) {
        if (answer.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.tree(answer.body());
        } catch (JacksonException e) {
            throw new CliException(
                    ExitCode.FAILED,
                    what + ": " + base() + " answered " + answer.status()
                            + " with something that is not JSON; is it a Cairn server?",
                    e);
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
