package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.Ids;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.ToolRunner;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.step.Machine;
import dev.cairn.functions.Installation;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.http.AuthorizedCaller;
import dev.cairn.functions.api.http.Caller;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.approval.PublicAddress;
import dev.cairn.functions.approval.RequestNotice;
import dev.cairn.functions.secret.InstallationSecret;
import dev.cairn.functions.team.JsonSchemaCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The API over memory, spoken to as the gateway does. Every answer is held against the description on its way. */
final class TestApi {
    private static final Description DESCRIPTION = Description.read();

    final ScriptedModel model = new ScriptedModel();
    final TestFeed feed = new TestFeed();
    final TestTeams teams = new TestTeams();
    final InlineExecutions executions = new InlineExecutions();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final AtomicReference<String> paid = new AtomicReference<>("");
    Supplier<Caller> caller = () -> Caller.LOCAL;
    final BlobStore blobs;
    final IndexStore index;
    final Services services;

    /** Who was told that they are waited for. */
    final List<RequestNotice> told = new CopyOnWriteArrayList<>();

    final InstallationSecret secret;
    private final ApiHandler handler;

    TestApi() {
        this(new MemoryBlobStore(), new MemoryIndexStore());
    }

    TestApi(BlobStore blobs, IndexStore index) {
        this(blobs, index, InstallationSecret.of(InstallationSecret.generate(), "the test"));
    }

    TestApi(BlobStore blobs, IndexStore index, InstallationSecret secret) {
        this.secret = secret;
        this.blobs = blobs;
        this.index = index;
        Machine machine = Machine.over(
                blobs,
                index,
                model,
                invocation -> {
                    paid.set(Json.text(invocation.call().arguments()));
                    return new ToolRunner.Result("Paid.", false);
                },
                () -> now.getAndUpdate(instant -> instant.plusMillis(1)),
                new RandomIds(),
                feed,
                Duration.ofDays(7));
        PrintStream lines = new PrintStream(log, true, StandardCharsets.UTF_8);
        services = Services.over(
                machine,
                executions,
                feed,
                teams,
                new JsonSchemaCheck(),
                new Installation(
                        () -> secret, () -> PublicAddress.of("https://cairn.example.com/"), told::add, lines::println));
        executions.serve(services);
        handler = new ApiHandler(
                services,
                request -> request.authorizer().isMissingNode()
                        ? caller.get()
                        : new AuthorizedCaller("custom:tenant").apply(request));
    }

    private static final class RandomIds implements Ids {
        @Override
        public RunId run() {
            return new RunId(UUID.randomUUID().toString());
        }

        @Override
        public RequestId request() {
            return new RequestId(UUID.randomUUID().toString());
        }
    }

    /** The same stores under another process, whose caches are empty. */
    TestApi restarted() {
        return new TestApi(blobs, index, secret);
    }

    static RunKey key(String runId) {
        return new RunKey(Caller.LOCAL.tenant(), new RunId(runId));
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    Answer post(String path, String body) {
        return send("POST", path, body, Map.of("content-type", "application/json"));
    }

    Answer postUnder(String idempotencyKey, String path, String body) {
        return send("POST", path, body, Map.of("content-type", "application/json", "idempotency-key", idempotencyKey));
    }

    Answer send(
            String method, String target, @org.jspecify.annotations.Nullable String body, Map<String, String> headers) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        return answer(event(method, target, body, headers), method, path);
    }

    private static ObjectNode event(
            String method, String target, @org.jspecify.annotations.Nullable String body, Map<String, String> headers) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("version", "2.0").put("routeKey", "$default").put("rawPath", path);
        event.put("rawQueryString", question < 0 ? "" : target.substring(question + 1));
        ObjectNode sent = event.putObject("headers");
        new TreeMap<>(headers).forEach(sent::put);
        ObjectNode context = event.putObject("requestContext");
        context.put("stage", "$default").put("requestId", "gateway-request-1");
        context.putObject("http").put("method", method).put("path", path).put("sourceIp", "127.0.0.1");
        event.put("body", body).put("isBase64Encoded", false);
        return event;
    }

    /** Sent by somebody whom an authorizer of the gateway let in. */
    Answer sendAs(
            JsonNode authorizer,
            String method,
            String path,
            @org.jspecify.annotations.Nullable String body,
            Map<String, String> headers) {
        ObjectNode event = event(method, path, body, headers);
        ((ObjectNode) event.path("requestContext")).set("authorizer", authorizer);
        return answer(event, method, path);
    }

    Answer answer(ObjectNode event, String method, String path) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(Json.bytes(event)), out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode tree = Json.tree(out.toByteArray());
        Map<String, String> headers = new HashMap<>();
        tree.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        Reply reply = new Reply(
                tree.path("statusCode").intValue(),
                headers,
                tree.path("body").asString("").getBytes(StandardCharsets.UTF_8));
        assertThat(tree.path("body").asString(""))
                .as("no task token leaves the server")
                .doesNotContain("task-token-");
        template(method, path)
                .ifPresent(template -> assertThat(DESCRIPTION.faults(method, template, reply))
                        .as(
                                "%s %s -> %s %s",
                                method, path, reply.status(), tree.path("body").asString(""))
                        .isEmpty());
        return new Answer(reply);
    }

    private java.util.Optional<String> template(String method, String path) {
        return handler.routes().stream()
                .filter(route -> route.method().equals(method)
                        && path.matches(route.template().replaceAll("\\{[A-Za-z]+}", "[^/]+")))
                .map(dev.cairn.functions.api.http.Route::template)
                .findFirst();
    }

    ApiHandler handler() {
        return handler;
    }

    /** Starts a run and takes it as far as it goes. */
    String run(String body) {
        Answer answer = post("/runs", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        executions.work();
        return answer.json().path("runId").stringValue();
    }

    JsonNode runOf(String runId) {
        Answer answer = get("/runs/" + runId);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    String pending(String runId) {
        return runOf(runId).path("pendingRequest").path("requestId").stringValue();
    }

    Answer respond(String runId, String body) {
        return post("/runs/" + runId + "/requests/" + pending(runId) + "/response", body);
    }

    /** What was answered. */
    record Answer(Reply reply) {
        int status() {
            return reply.status();
        }

        String text() {
            return new String(reply.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.tree(text());
        }

        String header(String name) {
            return String.valueOf(reply.headers().get(name));
        }

        /** The details of a problem's faults, by field. */
        Map<String, String> faults() {
            Map<String, String> faults = new TreeMap<>();
            json().path("errors")
                    .forEach(fault -> faults.merge(
                            fault.path("field").asString(), fault.path("detail").asString(), (a, b) -> a + "; " + b));
            return faults;
        }
    }
}
