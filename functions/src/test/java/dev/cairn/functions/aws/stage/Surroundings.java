package dev.cairn.functions.aws.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.testing.Faults;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.handler.RecordedExecutions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the functions speak to beside their stores, on loopback: Step Functions over {@link RecordedExecutions}, Secrets
 * Manager, EventBridge, and an OpenAI that is busy or refuses, as the model's name says.
 */
final class Surroundings implements AutoCloseable {
    /** What no log may show. */
    static final String KEY = "sk-a-very-secret-key";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Faults watch;
    private volatile StateMachineApi stateMachine = new StateMachineApi(new RecordedExecutions());

    /** @param watch told of every request that is signed */
    Surroundings(Faults watch) {
        this.watch = watch;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void use(StateMachineApi api) {
        stateMachine = api;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = exchange.getRequestURI().getPath().endsWith("/chat/completions")
                    ? model(Json.tree(body))
                    : aws(exchange, body);
            byte[] bytes = Json.bytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** @param body a JSON object */
    record Answer(int status, Object body) {
        static Answer ok(Map<String, ?> body) {
            return new Answer(200, body);
        }

        static Answer refused(String code) {
            return new Answer(400, Map.of("__type", code, "message", code));
        }
    }

    private static Answer model(JsonNode request) {
        String model = request.path("model").asString("");
        int status = model.equals("busy") ? 503 : 401;
        return new Answer(status, Map.of("error", Map.of("message", model, "type", "test", "code", model)));
    }

    private Answer aws(HttpExchange exchange, byte[] body) {
        String target = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Amz-Target"), "");
        watch.next(new Faults.Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                "",
                target,
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), ""),
                body));
        JsonNode given = Json.tree(body);
        return switch (target) {
            case "secretsmanager.GetSecretValue" ->
                secret(given.path("SecretId").asString());
            case "AWSEvents.PutEvents" ->
                Answer.ok(Map.of(
                        "FailedEntryCount",
                        0,
                        "Entries",
                        given.path("Entries").values().stream()
                                .map(entry -> Map.of("EventId", "event"))
                                .toList()));
            default -> stateMachine.answer(target, given);
        };
    }

    private Answer secret(String arn) {
        ObjectNode keys = Json.mapper().createObjectNode();
        keys.put("OPENAI_API_KEY", KEY)
                .put("OPENAI_BASE_URL", address() + "/v1")
                .put("CAIRN_MODEL_ATTEMPTS", "1");
        String text = arn.contains("models") ? Json.text(keys) : FunctionsRig.SECRET;
        return Answer.ok(Map.of("ARN", arn, "Name", "a-secret", "SecretString", text));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
