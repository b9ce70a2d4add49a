package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Json;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.api.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What any route may answer, whatever it is for, on every route. That the description lists the status for the route is
 * seen to by {@link TestApi}, with every answer.
 */
class RefusalsTest {
    private static final Map<String, String> BODIES = Map.of(
            "/runs", "{\"task\": \"Count.\"}",
            "/response", "{\"decision\": \"approve\"}",
            "/replay", "{\"checkpointId\": \"%s\"}");

    /** The teams of the test are in none. */
    private static final Set<String> OF_NO_STORE = Set.of("/health", "/openapi.yaml", "/teams");

    private final FailingIndex index = new FailingIndex();
    private final TestApi api = new TestApi(new MemoryBlobStore(), index);

    /** An index that fails once it is told to. */
    private static final class FailingIndex extends DelegatingIndexStore {
        private @Nullable RuntimeException failure;

        FailingIndex() {
            super(new MemoryIndexStore());
        }

        private void fail() {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
            fail();
            return super.get(key);
        }

        @Override
        public Page<RunRecord> runs(TenantId tenant, @Nullable String cursor, int limit) {
            fail();
            return super.runs(tenant, cursor, limit);
        }

        @Override
        public boolean transact(List<Write> writes) {
            fail();
            return super.transact(writes);
        }
    }

    static Stream<Route> routes() {
        return new TestApi().handler().routes().stream();
    }

    static Stream<Route> posts() {
        return routes().filter(route -> route.method().equals("POST"));
    }

    private record Sent(String target, String body, String contentType) {}

    /** What the route takes, of a run that waits. */
    private Sent fit(Route route) {
        String run = api.post("/runs", "{\"task\": \"Count.\", \"planReview\": \"always\"}")
                .json()
                .path("runId")
                .stringValue();
        api.executions.work();
        JsonNode told = api.runOf(run);
        String checkpoint = told.at("/head/checkpointId").stringValue();
        LinkRig links = new LinkRig(api);
        String link = links.link(run);
        String target = route.template()
                .replace("/approve/{linkId}", link)
                .replace("{runId}", run)
                .replace("{requestId}", told.at("/pendingRequest/requestId").stringValue())
                .replace("{checkpointId}", checkpoint);
        if (route.template().endsWith("/diff")) {
            target += "?from=" + checkpoint + "&to=" + checkpoint;
        }
        if (target.equals(link)) {
            return new Sent(target, "decision=approve&asked=" + links.asked(link), "application/x-www-form-urlencoded");
        }
        String end = route.template().substring(route.template().lastIndexOf('/'));
        return new Sent(target, BODIES.getOrDefault(end, "{}").replace("%s", checkpoint), "application/json");
    }

    private TestApi.Answer send(Route route, Sent sent) {
        return send(api, route, sent);
    }

    private static TestApi.Answer send(TestApi api, Route route, Sent sent) {
        return route.method().equals("POST")
                ? api.send("POST", sent.target(), sent.body(), Map.of("content-type", sent.contentType()))
                : api.send(route.method(), sent.target(), null, Map.of());
    }

    private static boolean isOpen(Route route) {
        return route.answering() instanceof Route.Open;
    }

    @ParameterizedTest
    @MethodSource("routes")
    void unknownParameter_shouldBeRefused_butOfALinkLeftAlone(Route route) {
        Sent fit = fit(route);
        String target = fit.target() + (fit.target().contains("?") ? "&" : "?") + "nobody=knows";

        TestApi.Answer answer = send(route, new Sent(target, fit.body(), fit.contentType()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(isOpen(route) ? 200 : 400);
    }

    @ParameterizedTest
    @MethodSource("posts")
    void bodyOfAnotherKind_shouldBeRefused(Route route) {
        Sent fit = fit(route);

        assertThat(send(route, new Sent(fit.target(), "task=x", "text/plain")).status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @MethodSource("posts")
    void bodyThatIsTooLarge_shouldBeRefused(Route route) {
        Sent fit = fit(route);
        String large = "x".repeat(1024 * 1024 + 1);

        assertThat(send(route, new Sent(fit.target(), large, fit.contentType())).status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void callerForWhomNobodyVouches_shouldBeRefused(Route route) {
        Sent fit = fit(route);
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
        Sent fit = fit(route);
        boolean ofNoStore = OF_NO_STORE.contains(route.template());

        index.failure = new StoreException("The table t does not answer.");
        assertThat(send(route, fit).status()).isEqualTo(ofNoStore ? 200 : 503);
        index.failure = new IllegalStateException("nobody thought of this");
        assertThat(send(route, fit).status()).isEqualTo(ofNoStore ? 200 : 500);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void brokenObjects_shouldBeNoFaultOfTheServer(Route route) {
        Sent fit = fit(route);
        api.blobs.list("", null, 1000).forEach(stored -> api.blobs.delete(stored.key()));

        assertThat(send(api.restarted(), route, fit).status()).isLessThan(500);
    }
}
