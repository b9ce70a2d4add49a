package dev.cairn.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.core.json.Json;
import dev.cairn.local.asl.run.LambdaFailure;
import dev.cairn.local.asl.run.LambdaInvoker;
import dev.cairn.local.sfn.LoopbackOnly;
import dev.cairn.local.template.SamTemplate;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * API Gateway on 127.0.0.1: the routes of the template, each request an event of the function that the route names.
 * Requests of web pages of other sites are refused.
 */
public final class Gateway implements AutoCloseable {
    /** Sent by those who found the address in a data folder: it must be that folder's owner whom they reach. */
    public static final String OWNER_HEADER = "Cairn-Owner";

    private static final int LARGEST_BODY = 1024 * 1024;
    private static final int LARGEST_HEADERS = 32 * 1024;
    private static final int LONGEST_TARGET = 8 * 1024;

    /** How much of a body that is too large is still read, so that the client gets to read the refusal. */
    private static final int READ_OFF = 16 * 1024 * 1024;

    private final HttpServer server;
    private final ExecutorService threads;
    private final RouteTable routes;
    private final LambdaInvoker functions;
    private final InstantSource clock;
    private final String secret;
    private final int port;
    private volatile boolean closing;

    private Gateway(
            HttpServer server,
            List<SamTemplate.Route> routes,
            LambdaInvoker functions,
            InstantSource clock,
            String secret) {
        this.server = server;
        this.routes = new RouteTable(routes);
        this.functions = functions;
        this.clock = clock;
        this.secret = secret;
        this.port = server.getAddress().getPort();
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("gateway-", 0).factory());
    }

    /**
     * Opens the port; nothing is answered before {@link #serve}.
     *
     * @param port 0 for any that is free
     * @param secret of the data folder's owner
     * @throws IOException if the port is taken, naming it, or cannot be opened
     */
    public static Gateway open(
            int port, List<SamTemplate.Route> routes, LambdaInvoker functions, InstantSource clock, String secret)
            throws IOException {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
            return new Gateway(http, routes, functions, clock, secret);
        } catch (BindException taken) {
            throw new IOException(
                    "port " + port + " on 127.0.0.1 cannot be used for the API (" + taken.getMessage()
                            + "); choose another, or 0 for any that is free",
                    taken);
        }
    }

    public void serve() {
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer refusal = refusal(exchange);
            if (refusal != null) {
                refusal.send(exchange);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                exchange.getRequestBody().skip(READ_OFF);
                Answer.problem(413, "Content Too Large", "The body must be at most " + LARGEST_BODY + " bytes.")
                        .send(exchange);
                return;
            }
            answer(exchange, body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Answer refusal(HttpExchange exchange) {
        String foreign = LoopbackOnly.refusal(exchange.getRequestHeaders(), port);
        if (foreign != null) {
            return Answer.problem(403, "Forbidden", foreign + ".");
        }
        String owner = exchange.getRequestHeaders().getFirst(OWNER_HEADER);
        if (owner != null && !isOurs(owner)) {
            return Answer.problem(
                    421, "Misdirected Request", "This server owns another data folder than the one you looked in.");
        }
        if (exchange.getRequestURI().toString().length() > LONGEST_TARGET) {
            return Answer.problem(414, "URI Too Long", "An address must be at most " + LONGEST_TARGET + " characters.");
        }
        long headers = exchange.getRequestHeaders().entrySet().stream()
                .mapToLong(header -> header.getKey().length()
                        + header.getValue().stream().mapToLong(String::length).sum())
                .sum();
        if (headers > LARGEST_HEADERS) {
            return Answer.problem(
                    431, "Request Header Fields Too Large", "Headers must be at most " + LARGEST_HEADERS + " bytes.");
        }
        if (closing) {
            return Answer.problem(503, "Service Unavailable", "The server is ending; start it again and come back.");
        }
        return null;
    }

    private boolean isOurs(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        Optional<RouteTable.Match> match = routes.find(
                exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
        if (match.isEmpty()) {
            Answer.problem(404, "Not Found", "There is no such route; see GET /openapi.yaml.")
                    .send(exchange);
            return;
        }
        ObjectNode event = ProxyEvent.of(exchange, match.get(), body, clock.instant());
        String function = match.get().route().function();
        if (EventStream.isWanted(exchange, match.get())) {
            new EventStream(one -> call(function, one), () -> closing).serve(exchange, event);
        } else {
            call(function, event).send(exchange);
        }
    }

    private Answer call(String function, ObjectNode event) throws InterruptedException {
        try {
            return Answer.ofFunction(functions.invoke(function, Json.bytes(event)));
        } catch (LambdaFailure failed) {
            return failed.errorType().equals("Sandbox.Timedout")
                    ? Answer.problem(503, "Service Unavailable", "The answer took too long. Try again.")
                    : Answer.problem(500, "Internal Server Error", "The function failed: " + failed.errorType());
        } catch (IllegalArgumentException unusable) {
            return Answer.problem(500, "Internal Server Error", String.valueOf(unusable.getMessage()));
        }
    }

    /** Answers no new request from now on. */
    public void stopAccepting() {
        closing = true;
    }

    /** Stops serving; what is being answered is answered first, for at most a second. */
    @Override
    public void close() {
        closing = true;
        server.stop(1);
        threads.shutdownNow();
    }
}
