package dev.cairn.cli.killed;

import dev.cairn.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The server's API, called by a client that knows that the server may die at any moment. */
final class Api {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

    private final URI address;

    Api(URI address) {
        this.address = address;
    }

    /** @param body null where there was none */
    record Answer(int status, JsonNode body) {
        boolean is(int expected) {
            return status == expected;
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    Answer post(String path, String body, String idempotencyKey) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                path);
    }

    /** All items of a list, over all of its pages. */
    List<JsonNode> all(String path, String field) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(path + "?limit=100" + cursor).body();
            page.path(field).forEach(items::add);
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());
        return items;
    }

    private Answer send(HttpRequest.Builder request, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                request.uri(address.resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), Json.tree(answer.body()));
    }
}
