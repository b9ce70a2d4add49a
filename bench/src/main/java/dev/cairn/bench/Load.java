package dev.cairn.bench;

import dev.cairn.core.json.Json;
import dev.cairn.local.LocalOptions;
import dev.cairn.local.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * Many runs at once on one local server, over its HTTP API, with fsync: the shipped rehearsal of five rounds, without
 * pauses and without a review.
 */
final class Load {
    private static final String TASK = "{\"task\": \"Compare the models.\", \"planReview\": \"never\"}";
    private static final long ROUNDS = 5;

    /** Before a server that has too much to do is asked again. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final HttpClient client;
    private final URI api;

    private Load(HttpClient client, URI api) {
        this.client = client;
        this.api = api;
    }

    /**
     * @param runs how many ended as they should: SUCCEEDED, after five rounds
     * @param others what became of each of the others
     * @param started when the server had taken the last of them, from the first request on
     * @param ended when the last of them had ended, from the first request on
     */
    record Measured(int runs, List<String> others, Duration started, Duration ended) {}

    static Measured measure(Path data, int runs, Duration patience)
            throws IOException, InterruptedException, ExecutionException {
        try (LocalServer server = LocalServer.start(new LocalOptions(data, 0, 0, true, true, 0, Map.of()));
                HttpClient client = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return new Load(client, server.api()).measure(threads, runs, patience);
        }
    }

    private Measured measure(ExecutorService threads, int runs, Duration patience)
            throws InterruptedException, ExecutionException {
        Instant begin = Instant.now();
        Instant deadline = begin.plus(patience);
        List<Future<String>> starts = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            starts.add(threads.submit(() -> start(deadline)));
        }
        List<String> ids = new ArrayList<>();
        for (Future<String> start : starts) {
            ids.add(start.get());
        }
        Duration started = Duration.between(begin, Instant.now());
        List<Future<JsonNode>> ends =
                ids.stream().map(id -> threads.submit(() -> end(id, deadline))).toList();
        List<String> others = new ArrayList<>();
        for (Future<JsonNode> end : ends) {
            JsonNode run = end.get();
            if (!run.path("status").asString("").equals("SUCCEEDED")
                    || run.path("counters").path("rounds").asLong() != ROUNDS) {
                others.add(run.path("runId").asString("") + " "
                        + run.path("status").asString("") + " after "
                        + run.path("counters").path("rounds").asLong() + " rounds");
            }
        }
        return new Measured(runs - others.size(), others, started, Duration.between(begin, Instant.now()));
    }

    /** Asked again with its key where the server took too long over it, as clients do. */
    private String start(Instant deadline) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve("/runs"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(TASK));
        JsonNode accepted = send(request, deadline);
        return accepted.path("runId").asString();
    }

    /** Waits as clients do: for the next events, as long as the server holds the call back. */
    private JsonNode end(String id, Instant deadline) throws IOException, InterruptedException {
        String after = "";
        while (true) {
            JsonNode events = get("/runs/" + id + "/events?wait=20&after=" + after, deadline);
            after = events.path("next").asString(after);
            JsonNode run = get("/runs/" + id, deadline);
            if (!run.path("status").asString("").equals("RUNNING")
                    || Instant.now().isAfter(deadline)) {
                return run;
            }
        }
    }

    private JsonNode get(String path, Instant deadline) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(api.resolve(path)).GET(), deadline);
    }

    private JsonNode send(HttpRequest.Builder request, Instant deadline) throws IOException, InterruptedException {
        while (true) {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() < 300) {
                return Json.tree(response.body());
            }
            if (response.statusCode() != 503 || Instant.now().isAfter(deadline)) {
                throw new IOException("the server answered " + response.statusCode() + " to "
                        + response.request().uri() + ": " + new String(response.body(), StandardCharsets.UTF_8));
            }
            Thread.sleep(PAUSE);
        }
    }
}
