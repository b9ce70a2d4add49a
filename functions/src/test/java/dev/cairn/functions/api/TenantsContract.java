package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.BlobStore;
import dev.cairn.functions.api.http.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Two tenants over one store: to each, the other's runs are not there, on any route. */
abstract class TenantsContract {
    private static final Map<String, String> BODIES = Map.of(
            "/response", "{\"decision\": \"approve\"}",
            "/replay", "{\"checkpointId\": \"%s\"}",
            "/resume", "{}",
            "/cancel", "{}",
            "/keep", "{\"keep\": true}");

    /** The one API that both speak to. */
    abstract TestApi api();

    /** Of one the gateway has checked the signature, of all others the token. */
    private static JsonNode vouchedFor(String tenant) {
        return tenant.equals("acme")
                ? Json.tree("{\"iam\": {\"accountId\": \"acme\", \"userArn\": \"arn:aws:iam::1:user/ann\"}}")
                : Json.tree("{\"jwt\": {\"claims\": {\"sub\": \"bob\", \"custom:tenant\": \"" + tenant
                        + "\"}, \"scopes\": null}}");
    }

    private TestApi.Answer as(String tenant, String method, String path, String body) {
        return as(tenant, method, path, body, Map.of());
    }

    private TestApi.Answer as(String tenant, String method, String path, String body, Map<String, String> moreHeaders) {
        Map<String, String> headers = new TreeMap<>(moreHeaders);
        if (method.equals("POST")) {
            headers.put("content-type", "application/json");
        }
        return api().sendAs(vouchedFor(tenant), method, path, method.equals("POST") ? body : null, headers);
    }

    private String waiting(String tenant) {
        TestApi.Answer opened =
                as(tenant, "POST", "/runs", "{\"task\": \"The secret of " + tenant + "\", \"planReview\": \"always\"}");
        assertThat(opened.status()).as(opened.text()).isEqualTo(202);
        api().executions.work();
        return opened.json().path("runId").stringValue();
    }

    private Map<String, Integer> everything() {
        Map<String, Integer> objects = new TreeMap<>();
        for (BlobStore.Stored stored : api().blobs.list("", null, 1000)) {
            objects.put(
                    stored.key(),
                    java.util.Arrays.hashCode(api().blobs.get(stored.key()).orElseThrow()));
        }
        return objects;
    }

    @Test
    void everyRouteOfARun_shouldAnswer404ToAnotherTenant_andDoNothing() {
        String run = waiting("acme");
        JsonNode asAcme = as("acme", "GET", "/runs/" + run, "").json();
        String request = asAcme.at("/pendingRequest/requestId").stringValue();
        String checkpoint = asAcme.at("/head/checkpointId").stringValue();
        Map<String, Integer> before = everything();
        List<String> tried = new ArrayList<>();
        for (Route route : routesOfARun()) {
            String path = path(route, run, request, checkpoint);
            String body = body(route, checkpoint);

            TestApi.Answer answer = as("globex", route.method(), path, body);

            assertThat(answer.status())
                    .as(route.method() + " " + path + ": " + answer.text())
                    .isEqualTo(404);
            assertThat(answer.text()).doesNotContain("secret").doesNotContain("acme");
            assertThat(answer.text())
                    .as("as if it had never been")
                    .isEqualTo(as("globex", route.method(), path.replace(run, "none"), body)
                            .text()
                            .replace("none", run));
            tried.add(route.method() + " " + route.template());
        }
        assertThat(tried).hasSizeGreaterThanOrEqualTo(13);
        assertThat(everything()).isEqualTo(before);
        assertThat(as("acme", "GET", "/runs/" + run, "").json()).isEqualTo(asAcme);
        assertThat(as("acme", "GET", "/runs/" + run + "/audit", "")
                        .json()
                        .path("audit")
                        .size())
                .as("who was not let in did nothing")
                .isZero();
    }

    private List<Route> routesOfARun() {
        return api().handler().routes().stream()
                .filter(route -> route.template().contains("{runId}"))
                .toList();
    }

    private static String path(Route route, String run, String request, String checkpoint) {
        return route.template()
                        .replace("{runId}", run)
                        .replace("{requestId}", request)
                        .replace("{checkpointId}", checkpoint)
                + (route.template().endsWith("/diff") ? "?from=" + checkpoint + "&to=" + checkpoint : "");
    }

    private static String body(Route route, String checkpoint) {
        return BODIES.entrySet().stream()
                .filter(entry -> route.template().endsWith(entry.getKey()))
                .map(entry -> entry.getValue().replace("%s", checkpoint))
                .findFirst()
                .orElse("");
    }

    @Test
    void everyRouteOfARun_shouldAnswer404_onceItsTimeHasPassed_orItIsDeleted() {
        String expired = waiting("acme");
        String deleted = waiting("acme");
        JsonNode before = as("acme", "GET", "/runs/" + expired, "").json();
        String request = before.at("/pendingRequest/requestId").stringValue();
        String checkpoint = before.at("/head/checkpointId").stringValue();
        for (String run : List.of(expired, deleted)) {
            assertThat(as("acme", "POST", "/runs/" + run + "/cancel", "{}").status())
                    .isEqualTo(200);
        }
        api().now.updateAndGet(now -> now.plus(Duration.ofDays(29)));
        assertThat(as("acme", "DELETE", "/runs/" + deleted, "").status()).isEqualTo(204);
        assertThat(as("acme", "GET", "/runs/" + expired, "").status()).isEqualTo(200);
        api().now.updateAndGet(now -> now.plus(Duration.ofDays(2)));
        for (String run : List.of(expired, deleted)) {
            for (Route route : routesOfARun()) {
                int status = as("acme", route.method(), path(route, run, request, checkpoint), body(route, checkpoint))
                        .status();
                assertThat(status)
                        .as(route.method() + " " + route.template())
                        .isEqualTo(route.template().endsWith("/audit") ? 200 : 404);
            }
        }
        assertThat(as("acme", "GET", "/runs", "").json().path("runs").size()).isZero();
    }

    @Test
    void lists_shouldShowATenantItsOwnRuns() {
        String acme = waiting("acme");
        String globex = waiting("globex");

        assertThat(as("acme", "GET", "/runs", "").json().at("/runs/0/runId").stringValue())
                .isEqualTo(acme);
        assertThat(as("globex", "GET", "/runs", "").json().at("/runs/0/runId").stringValue())
                .isEqualTo(globex);
        assertThat(as("globex", "GET", "/runs?forkedFrom=" + acme, "")
                        .json()
                        .path("runs")
                        .size())
                .isZero();
    }

    @Test
    void everyKey_shouldBeginWithTheTenant() {
        String run = waiting("acme");

        assertThat(everything().keySet()).allMatch(key -> key.startsWith("acme/runs/" + run + "/"));
    }

    @Test
    void oneIdempotencyKey_shouldOpenARunForEachTenant() {
        String body = "{\"task\": \"Count.\"}";
        List<String> runs = new ArrayList<>();
        for (String tenant : List.of("acme", "globex", "acme")) {
            TestApi.Answer opened = as(tenant, "POST", "/runs", body, Map.of("idempotency-key", "the-same"));
            assertThat(opened.status()).as(opened.text()).isEqualTo(202);
            runs.add(opened.json().path("runId").stringValue());
        }

        assertThat(runs.get(0)).isEqualTo(runs.get(2)).isNotEqualTo(runs.get(1));
    }

    @Test
    void thePathOrTheBody_shouldNotNameATenant() {
        waiting("acme");

        assertThat(as("globex", "GET", "/runs?tenant=acme", "").faults()).containsOnlyKeys("tenant");
        assertThat(as("globex", "POST", "/runs", "{\"task\": \"x\", \"tenant\": \"acme\"}")
                        .faults())
                .containsOnlyKeys("tenant");
    }

    @Test
    void noHeader_shouldMakeACallerSomebodyElse() {
        String run = waiting("acme");
        Map<String, String> forged = Map.of(
                "x-tenant", "acme",
                "x-amzn-iam-user-arn", "arn:aws:iam::1:user/ann",
                "authorization", "Bearer e30.eyJjdXN0b206dGVuYW50IjoiYWNtZSJ9.",
                "x-amzn-request-context", "{\"authorizer\": {\"iam\": {\"accountId\": \"acme\"}}}");

        assertThat(as("globex", "GET", "/runs/" + run, "", forged).status()).isEqualTo(404);
    }

    /** A role's path has up to 512 characters, its name and that of a session 64 each. */
    @Test
    void caller_shouldBeTaken_howeverLongAnArnIamAllows() {
        String arn = "arn:aws:sts::1:assumed-role/" + "p".repeat(512) + "/" + "r".repeat(64) + "/" + "s".repeat(64);

        assertThat(named(arn).json().path("caller").asString()).isEqualTo(arn);
        assertThat(named("a".repeat(2_048)).status()).isEqualTo(200);
        assertThat(named("a".repeat(2_049)).status()).isEqualTo(403);
        assertThat(named("ä".repeat(1_025)).status()).isEqualTo(403);
    }

    private TestApi.Answer named(String arn) {
        return api().sendAs(
                        Json.toTree(Map.of("iam", Map.of("accountId", "acme", "userArn", arn))),
                        "GET",
                        "/health",
                        null,
                        Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"lambda\": {\"tenant\": \"acme\"}}",
                "{\"iam\": {\"userArn\": \"arn:aws:iam::1:user/ann\"}}",
                "{\"iam\": {\"accountId\": \"acme\"}}",
                "{\"iam\": {\"accountId\": \"../acme\", \"userArn\": \"ann\"}}",
                "{\"jwt\": {\"claims\": {\"sub\": \"bob\"}}}",
                "{\"jwt\": {\"claims\": {\"custom:tenant\": \"acme\"}}}",
                "{\"jwt\": {\"claims\": {\"sub\": \"bob\", \"custom:tenant\": [\"acme\"]}}}",
                "{\"jwt\": {\"claims\": {\"sub\": \"bob\", \"custom:tenant\": \"acme/runs\"}}}"
            })
    void whoeverNobodyVouchesFor_shouldBeRefusedOnEveryRoute(String authorizer) {
        String run = waiting("acme");
        JsonNode asAcme = as("acme", "GET", "/runs/" + run, "").json();
        String request = asAcme.at("/pendingRequest/requestId").stringValue();
        String checkpoint = asAcme.at("/head/checkpointId").stringValue();
        for (Route route : api().handler().routes()) {
            if (route.answering() instanceof Route.Open) {
                // Their links are held against everything else by tests of their own.
                continue;
            }
            String path = path(route, run, request, checkpoint);
            String body = route.method().equals("POST") ? body(route, checkpoint) : null;

            TestApi.Answer answer = api().sendAs(
                            Json.tree(authorizer),
                            route.method(),
                            path,
                            body,
                            Map.of("content-type", "application/json"));

            assertThat(answer.status())
                    .as(route.method() + " " + path + ": " + answer.text())
                    .isEqualTo(403);
            assertThat(answer.json().path("type").stringValue()).isEqualTo("urn:cairn:problem:forbidden");
        }
        assertThat(as("acme", "GET", "/runs/" + run, "").json()).isEqualTo(asAcme);
    }
}
