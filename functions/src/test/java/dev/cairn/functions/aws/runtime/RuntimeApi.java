package dev.cairn.functions.aws.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lambda's Runtime API for one environment on loopback: it has one invocation at a time. */
public final class RuntimeApi implements AutoCloseable {
    static {
        // Or every answer on a kept connection waits for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String BASE = "/2018-06-01/runtime/";
    private static final String INVOCATION = BASE + "invocation/";
    private static final String RESTORE = BASE + "restore/next";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CompletableFuture<String> restored = new CompletableFuture<>();
    private final String arn;
    private volatile @Nullable Invocation underWay;

    public RuntimeApi(String arn) {
        this.arn = arn;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** As AWS_LAMBDA_RUNTIME_API says it. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** What came of an invocation: the function's answer, or the error that its runtime reports. */
    public sealed interface Outcome {
        record Answered(JsonNode body) implements Outcome {}

        record Failed(String type, String message, int stackLines) implements Outcome {}
    }

    private record Invocation(String id, byte[] event, long deadline, CompletableFuture<Outcome> outcome) {}

    /** @param millis how long the function has */
    public CompletableFuture<Outcome> invoke(byte[] event, int millis) {
        Invocation invocation = new Invocation(
                UUID.randomUUID().toString(), event, System.currentTimeMillis() + millis, new CompletableFuture<>());
        waiting.add(invocation);
        return invocation.outcome();
    }

    /** Done when the runtime first asks for an invocation; failed if it cannot begin. */
    public CompletableFuture<String> ready() {
        return ready;
    }

    /** Done when the runtime, all hooks before a picture called, asks to be woken from it; which it is at once. */
    public CompletableFuture<String> restored() {
        return restored;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (path.equals(INVOCATION + "next")) {
                ready.complete("");
                next(exchange);
            } else if (path.equals(RESTORE)) {
                restored.complete("");
                exchange.sendResponseHeaders(200, -1);
            } else if (path.startsWith(INVOCATION)) {
                Invocation done = underWay;
                if (done == null || !path.startsWith(INVOCATION + done.id() + "/")) {
                    throw new IllegalStateException("nothing is under way for " + path);
                }
                accept(exchange);
                done.outcome().complete(path.endsWith("/error") ? failed(body) : new Outcome.Answered(Json.tree(body)));
            } else {
                accept(exchange);
                ready.completeExceptionally(
                        new IllegalStateException(path + " " + new String(body, StandardCharsets.UTF_8)));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Invocation next = waiting.take();
        underWay = next;
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", next.id());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(next.deadline()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", arn);
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
        exchange.sendResponseHeaders(200, next.event().length);
        exchange.getResponseBody().write(next.event());
    }

    private static void accept(HttpExchange exchange) throws IOException {
        byte[] accepted = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(202, accepted.length);
        exchange.getResponseBody().write(accepted);
    }

    private static Outcome failed(byte[] body) {
        JsonNode error = Json.tree(body);
        return new Outcome.Failed(
                error.path("errorType").asString(""),
                error.path("errorMessage").asString(""),
                error.path("stackTrace").size());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
