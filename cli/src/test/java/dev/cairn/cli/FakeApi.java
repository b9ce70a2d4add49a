package dev.cairn.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An API on loopback that answers what a test tells it to, and remembers what it was asked. */
public final class FakeApi implements AutoCloseable {
    /** What was asked. */
    public record Call(
            String method, String path, String query, JsonNode body, Map<String, String> headers, byte[] sent) {
        public String line() {
            return method + " " + path;
        }
    }

    /** What is answered. A status of 0 breaks the connection. */
    public record Reply(int status, JsonNode body, Map<String, String> headers) {
        public Reply(int status, JsonNode body) {
            this(status, body, Map.of());
        }

        public static Reply ok(JsonNode body) {
            return new Reply(200, body);
        }

        public static Reply problem(int status, String detail, String... errors) {
            ObjectNode problem = Json.mapper().createObjectNode();
            problem.put("type", "about:blank").put("title", "refused").put("status", status);
            problem.put("detail", detail);
            for (String error : errors) {
                int colon = error.indexOf(": ");
                problem.withArray("errors")
                        .addObject()
                        .put("field", error.substring(0, colon))
                        .put("detail", error.substring(colon + 2));
            }
            return new Reply(status, problem);
        }

        /** What API Gateway itself says. */
        public static Reply gateway(int status, String message) {
            return new Reply(status, Json.mapper().createObjectNode().put("message", message));
        }

        public Reply with(String header, String value) {
            return new Reply(status, body, Map.of(header, value));
        }

        public static Reply broken() {
            return new Reply(0, Json.mapper().createObjectNode());
        }
    }

    /** What befalls a call on its way to its route and back. */
    @FunctionalInterface
    public interface Weather {
        Reply on(Call call, Supplier<Reply> route);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Function<Call, Reply>> routes = new ConcurrentHashMap<>();
    private volatile Weather weather = (call, route) -> route.get();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    public FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        on("GET /health", call -> Reply.ok(json("{'status': 'ok', 'version': '0.1.0'}")));
    }

    /** JSON with single quotes for double ones. */
    public static JsonNode json(String text) {
        return Json.tree(text.replace('\'', '"'));
    }

    /** A page of a list. */
    public static Reply page(String field, @Nullable String next, JsonNode... items) {
        ObjectNode page = Json.mapper().createObjectNode();
        page.putArray(field).addAll(List.of(items));
        return Reply.ok(page.put("next", next));
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param route such as {@code GET /runs/r1} */
    public FakeApi on(String route, Function<Call, Reply> answer) {
        routes.put(route, answer);
        return this;
    }

    public FakeApi in(Weather now) {
        weather = now;
        return this;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<Call> calls(String route) {
        return calls.stream().filter(call -> call.line().equals(route)).toList();
    }

    public List<Call> posts() {
        return calls.stream().filter(call -> call.method().equals("POST")).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            Call call = new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    orEmpty(exchange.getRequestURI().getRawQuery()),
                    sent.length == 0 ? Json.mapper().nullNode() : Json.tree(sent),
                    exchange.getRequestHeaders().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, entry -> entry.getValue().getFirst())),
                    sent);
            calls.add(call);
            Function<Call, Reply> route = routes.get(call.line());
            Reply reply = weather.on(
                    call, () -> route == null ? Reply.problem(404, "There is no " + call.path()) : route.apply(call));
            if (reply.status() == 0) {
                return;
            }
            byte[] body = Json.bytes(reply.body());
            exchange.getResponseHeaders()
                    .set("Content-Type", reply.status() < 400 ? "application/json" : "application/problem+json");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
