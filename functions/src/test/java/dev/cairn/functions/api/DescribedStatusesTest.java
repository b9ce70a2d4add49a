package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.json.Json;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.functions.api.http.Route;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every status that the description has of a route is one that the route answers. That it answers no other is seen to by
 * {@link TestApi}, with every answer.
 */
class DescribedStatusesTest {
    private final FailingIndex index = new FailingIndex();
    private final TestApi api = new TestApi(new MemoryBlobStore(), index);
    private final Fitting fitting = new Fitting(api);

    static Stream<Arguments> described() {
        Description description = Description.read();
        return new TestApi()
                .handler().routes().stream()
                        .flatMap(route -> description.statuses(route.method(), route.template()).stream()
                                .map(status -> Arguments.of(route.method() + " " + route.template(), status, route)));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("described")
    void route_shouldAnswerEveryStatusThatIsDescribedOfIt(String name, int status, Route route) {
        TestApi.Answer answer = provoked(route, status);

        assertThat(answer.status()).as("%s: %s", name, answer.text()).isEqualTo(status);
    }

    private TestApi.Answer provoked(Route route, int status) {
        return switch (status) {
            case 200, 202, 204 -> done(route);
            case 304 -> unchanged(route);
            case 400 -> malformed(route);
            case 403 -> stranger(route);
            case 404 -> nowhere(route);
            case 409 -> conflict(route);
            case 410 -> late(route);
            case 413 -> send(route, fitting.fit(route).with("x".repeat(1024 * 1024 + 1)));
            case 415 -> {
                Fitting.Sent fit = fitting.fit(route);
                yield send(route, new Fitting.Sent(fit.target(), "task=x", "text/plain"));
            }
            case 500 -> failing(route, new IllegalStateException("nobody thought of this"));
            case 503 -> failing(route, new StoreException("The table t does not answer."));
            default -> throw new IllegalArgumentException("nothing is known that is answered with " + status);
        };
    }

    private TestApi.Answer done(Route route) {
        Fitting.Sent fit = fitting.fit(route);
        return switch (route.template()) {
            case "/runs/{runId}/resume" -> {
                api.model.failWith(ModelException.permanent("There is no such model."));
                String failed = api.run("{\"task\": \"Count.\"}");
                yield send(route, fit.to("/runs/" + failed + "/resume"));
            }
            case "/runs/{runId}" -> {
                if (route.method().equals("DELETE")) {
                    assertThat(api.post(fit.target() + "/cancel", "").status()).isEqualTo(200);
                }
                yield send(route, fit);
            }
            default -> send(route, fit);
        };
    }

    private TestApi.Answer unchanged(Route route) {
        Fitting.Sent fit = fitting.fit(route);
        TestApi.Answer first = send(route, fit);
        TestApi.Answer again = Fitting.send(api, route, fit, Map.of("if-none-match", first.header("etag")));
        assertThat(again.text()).isEmpty();
        return again;
    }

    private TestApi.Answer malformed(Route route) {
        Fitting.Sent fit = fitting.fit(route);
        return isOpen(route)
                ? send(route, fit.with(fit.body() + "&decision=reject"))
                : send(route, fit.to(fit.target() + (fit.target().contains("?") ? "&" : "?") + "nobody=knows"));
    }

    private TestApi.Answer stranger(Route route) {
        Fitting.Sent fit = fitting.fit(route);
        return isOpen(route)
                ? Fitting.send(api, route, fit, Map.of("sec-fetch-site", "cross-site"))
                : api.sendAs(
                        Json.tree("{}"),
                        route.method(),
                        fit.path(),
                        route.method().equals("POST") ? fit.body() : null,
                        Map.of("content-type", fit.contentType()));
    }

    private TestApi.Answer nowhere(Route route) {
        Fitting.Sent fit = fitting.fit(route);
        return send(
                route, fit.to(isOpen(route) ? "/approve/nothing" : fit.target().replace(fit.run(), "none")));
    }

    private TestApi.Answer conflict(Route route) {
        Fitting.Sent fit = fitting.fit(route);
        return switch (route.method() + " " + route.template()) {
            case "POST /runs" -> {
                assertThat(api.postUnder("key", "/runs", fit.body()).status()).isEqualTo(202);
                yield api.postUnder("key", "/runs", "{\"task\": \"Sum.\"}");
            }
            // It waits still.
            case "DELETE /runs/{runId}" -> send(route, fit);
            case "POST /runs/{runId}/requests/{requestId}/response" -> {
                assertThat(send(route, fit).status()).isEqualTo(202);
                yield send(route, fit.with("{\"decision\": \"reject\"}"));
            }
            case "GET /approve/{linkId}", "POST /approve/{linkId}", "POST /runs/{runId}/resume" -> {
                assertThat(api.post("/runs/" + fit.run() + "/cancel", "").status())
                        .isEqualTo(200);
                yield send(route, fit);
            }
            case "POST /runs/{runId}/cancel" ->
                send(route, fit.to("/runs/" + api.run("{\"task\": \"Count.\"}") + "/cancel"));
            case "GET /runs/{runId}/checkpoints/{checkpointId}",
                    "GET /runs/{runId}/diff",
                    "GET /runs/{runId}/requests",
                    "POST /runs/{runId}/replay" -> {
                api.blobs.list("", null, 1000).forEach(stored -> api.blobs.delete(stored.key()));
                yield Fitting.send(api.restarted(), route, fit);
            }
            // Of the others only what a newer release wrote.
            default -> failing(route, new NewerFormatException("run record of " + fit.run(), 9, 1));
        };
    }

    private TestApi.Answer late(Route route) {
        Fitting.Sent fit = fitting.fit(route);
        api.now.updateAndGet(now -> now.plus(Duration.ofDays(7)));
        return send(route, fit);
    }

    /** The store that the route reads, or, where it reads none, what says who calls. */
    private TestApi.Answer failing(Route route, RuntimeException failure) {
        Fitting.Sent fit = fitting.fit(route);
        switch (route.template()) {
            case "/teams" -> api.teams.failure = failure;
            case "/health", "/openapi.yaml" ->
                api.caller = () -> {
                    throw failure;
                };
            default -> index.failure = failure;
        }
        return send(route, fit);
    }

    private TestApi.Answer send(Route route, Fitting.Sent sent) {
        return Fitting.send(api, route, sent);
    }

    private static boolean isOpen(Route route) {
        return route.answering() instanceof Route.Open;
    }
}
