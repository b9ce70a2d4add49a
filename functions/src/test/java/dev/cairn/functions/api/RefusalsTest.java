package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.json.Json;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.functions.api.http.Route;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What any route may answer, whatever it is for, on every route. That the description lists the status for the route is
 * seen to by {@link TestApi}, with every answer.
 */
class RefusalsTest {
    /** The teams of the test are in none. */
    private static final Set<String> OF_NO_STORE = Set.of("/health", "/openapi.yaml", "/teams");

    private final FailingIndex index = new FailingIndex();
    private final TestApi api = new TestApi(new MemoryBlobStore(), index);
    private final Fitting fitting = new Fitting(api);

    static Stream<Route> routes() {
        return new TestApi().handler().routes().stream();
    }

    static Stream<Route> posts() {
        return routes().filter(route -> route.method().equals("POST"));
    }

    private Fitting.Sent fit(Route route) {
        return fitting.fit(route);
    }

    private TestApi.Answer send(Route route, Fitting.Sent sent) {
        return Fitting.send(api, route, sent);
    }

    private static boolean isOpen(Route route) {
        return route.answering() instanceof Route.Open;
    }

    @ParameterizedTest
    @MethodSource("routes")
    void unknownParameter_shouldBeRefused_butOfALinkLeftAlone(Route route) {
        Fitting.Sent fit = fit(route);
        String target = fit.target() + (fit.target().contains("?") ? "&" : "?") + "nobody=knows";

        TestApi.Answer answer = send(route, new Fitting.Sent(target, fit.body(), fit.contentType()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(isOpen(route) ? 200 : 400);
    }

    @ParameterizedTest
    @MethodSource("posts")
    void bodyOfAnotherKind_shouldBeRefused(Route route) {
        Fitting.Sent fit = fit(route);

        assertThat(send(route, new Fitting.Sent(fit.target(), "task=x", "text/plain"))
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @MethodSource("posts")
    void bodyThatIsTooLarge_shouldBeRefused(Route route) {
        Fitting.Sent fit = fit(route);
        String large = "x".repeat(1024 * 1024 + 1);

        assertThat(send(route, new Fitting.Sent(fit.target(), large, fit.contentType()))
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void callerForWhomNobodyVouches_shouldBeRefused(Route route) {
        Fitting.Sent fit = fit(route);
        if (isOpen(route)) {
            return;
        }
        TestApi.Answer answer = api.sendAs(
                Json.tree("{}"),
                route.method(),
                fit.target().split("\\?", 2)[0],
                route.method().equals("POST") ? fit.body() : null,
                Map.of("content-type", fit.contentType()));

        assertThat(answer.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void storeThatDoesNotAnswer_shouldBeTold_andSoAFaultOfTheServer(Route route) {
        Fitting.Sent fit = fit(route);
        boolean ofNoStore = OF_NO_STORE.contains(route.template());

        index.failure = new StoreException("The table t does not answer.");
        assertThat(send(route, fit).status()).isEqualTo(ofNoStore ? 200 : 503);
        index.failure = new IllegalStateException("nobody thought of this");
        assertThat(send(route, fit).status()).isEqualTo(ofNoStore ? 200 : 500);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void brokenObjects_shouldBeNoFaultOfTheServer(Route route) {
        Fitting.Sent fit = fit(route);
        api.blobs.list("", null, 1000).forEach(stored -> api.blobs.delete(stored.key()));

        assertThat(Fitting.send(api.restarted(), route, fit).status()).isLessThan(500);
    }

    /** As after a rollback, of runs that were touched before it. */
    @ParameterizedTest
    @MethodSource("routes")
    void recordThatANewerReleaseWrote_shouldBeNamed_andNotTakenForAFault(Route route) {
        Fitting.Sent fit = fit(route);
        index.failure = new NewerFormatException("run record of sample", 9, 1);

        assertThat(send(route, fit).status()).isEqualTo(OF_NO_STORE.contains(route.template()) ? 200 : 409);
    }
}
