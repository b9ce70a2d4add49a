package dev.cairn.local.sfn;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.core.json.Json;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * AWS's JSON API of Step Functions on 127.0.0.1, so that the AWS CLI and SDKs work against this process
 * ({@code --endpoint-url}). Signatures are not checked: whoever can reach the loopback interface may use it.
 */
public final class StepFunctionsServer implements AutoCloseable {
    private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
    private static final String TARGET = "AWSStepFunctions.";
    private static final String ERROR_PREFIX = "com.amazonaws.swf.service.v2.model#";

    /** A definition of 1 MiB, escaped, and what surrounds it. */
    private static final int LARGEST_BODY = 2 * 1024 * 1024;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Operations operations;
    private final int port;

    private StepFunctionsServer(HttpServer server, Operations operations) {
        this.server = server;
        this.operations = operations;
        this.port = server.getAddress().getPort();
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("step-functions-http-", 0).factory());
    }

    /**
     * Serves the engine, which stays the caller's to close.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken, naming it, or cannot be opened
     */
    public static StepFunctionsServer start(StepFunctions engine, int port) throws IOException {
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        } catch (BindException taken) {
            throw new IOException(
                    "port " + port + " on 127.0.0.1 cannot be used for Step Functions (" + taken.getMessage()
                            + "); choose another, or 0 for any that is free",
                    taken);
        }
        var server = new StepFunctionsServer(http, new Operations(engine));
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /** Where it can be reached. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private record Answer(int status, ObjectNode body) {}

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = Json.text(answer.body()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String refusal = LoopbackOnly.refusal(exchange.getRequestHeaders(), port);
        if (refusal != null) {
            return error(403, "AccessDeniedException", refusal);
        }
        if (!exchange.getRequestMethod().equals("POST")
                || !exchange.getRequestURI().getPath().equals("/")) {
            return error(404, "UnknownOperationException", "Step Functions is spoken to by POST /");
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.startsWith(CONTENT_TYPE)) {
            return error(415, "SerializationException", "The Content-Type must be " + CONTENT_TYPE);
        }
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null || !target.startsWith(TARGET)) {
            return error(400, "UnknownOperationException", "The header X-Amz-Target must be " + TARGET + "<operation>");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return error(413, "RequestEntityTooLargeException", "A request has at most " + LARGEST_BODY + " bytes");
        }
        return perform(target.substring(TARGET.length()), body);
    }

    private Answer perform(String operation, byte[] body) {
        try {
            JsonNode given = body.length == 0 ? JsonNodeFactory.instance.objectNode() : Json.received(body);
            if (!(given instanceof ObjectNode object)) {
                return error(400, "SerializationException", "The body must be a JSON object");
            }
            return new Answer(200, operations.perform(operation, new Parameters(object)));
        } catch (JacksonException notJson) {
            return error(400, "SerializationException", "The body is not JSON: " + Json.fault(notJson));
        } catch (SfnException refused) {
            return error(400, refused.code(), String.valueOf(refused.getMessage()));
        } catch (RuntimeException fault) {
            return error(500, "InternalServerError", "The server failed: " + fault);
        }
    }

    private static Answer error(int status, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("__type", ERROR_PREFIX + code)
                .put("message", message);
        return new Answer(status, body);
    }

    /** Stops serving; what is being answered is answered first, for at most a second. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdown();
    }
}
