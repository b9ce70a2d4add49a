package dev.cairn.models.openai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An OpenAI-compatible server on loopback that speaks the real wire of Chat Completions. What it answers to each request
 * is decided by a function; what it was asked is kept.
 */
public final class FakeOpenAi implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Function<Received, FakeReply> script;

    private FakeOpenAi(Function<Received, FakeReply> script) throws IOException {
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/v1/chat/completions", this::handle);
    }

    /** A request as it came: its body and its headers, whose names are in lower case. */
    public record Received(JsonNode body, Map<String, String> headers) {
        public String model() {
            return body.path("model").asString("");
        }

        /** The text of the last message. */
        public String lastText() {
            JsonNode messages = body.path("messages");
            return messages.path(messages.size() - 1).path("content").asString("");
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** Serves until it is closed; the function is called on many threads. */
    public static FakeOpenAi answering(Function<Received, FakeReply> script) {
        try {
            FakeOpenAi fake = new FakeOpenAi(script);
            fake.server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers one request after the other from the list, and every further one with a 500. */
    public static FakeOpenAi answering(FakeReply... replies) {
        AtomicInteger next = new AtomicInteger();
        return answering(request -> {
            int mine = next.getAndIncrement();
            return mine < replies.length ? replies[mine] : FakeReply.error(500, "the test has no further reply");
        });
    }

    /** For {@code OPENAI_BASE_URL}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            Received request;
            try {
                request = new Received(Json.tree(exchange.getRequestBody().readAllBytes()), headers);
            } catch (JacksonException e) {
                new Wire(exchange, JsonNodeFactory.instance.objectNode())
                        .send(FakeReply.error(400, "We could not parse the JSON body of your request."));
                return;
            }
            received.add(request);
            new Wire(exchange, request.body()).send(script.apply(request));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
