package dev.cairn.cli.api;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.core.json.Bounds;
import dev.cairn.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One server, spoken to in JSON. Headers may hold secrets and are never printed. */
public final class Http implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;
    private final Map<String, String> headers;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public Http(URI base, Map<String, String> headers) {
        String text = base.toString();
        this.base = text.endsWith("/") ? base : URI.create(text + "/");
        this.headers = Map.copyOf(headers);
    }

    public URI base() {
        return base;
    }

    /** @param wait how long the server itself may take before it answers */
    JsonNode get(String what, String path, Duration wait) {
        return send(what, request(path).timeout(PATIENCE.plus(wait)).GET().build());
    }

    JsonNode post(String what, String path, @Nullable JsonNode body, @Nullable String idempotencyKey) {
        HttpRequest.Builder request = request(path)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        Json.bytes(body == null ? Json.mapper().createObjectNode() : body)));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(what, request.build());
    }

    JsonNode delete(String what, String path) {
        return send(what, request(path).timeout(PATIENCE).DELETE().build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Accept", "application/json, application/problem+json");
        headers.forEach(request::header);
        return request;
    }

    private JsonNode send(String what, HttpRequest request) {
        HttpResponse<byte[]> response;
        try {
            response = client.send(
                    request,
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), Bounds.MAX_DOCUMENT));
        } catch (HttpTimeoutException e) {
            throw new UnreachableException(what + ": no answer from " + base + " in time", e);
        } catch (IOException e) {
            throw new UnreachableException(what + ": no server answers at " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.FAILED, what + ": interrupted", e);
        }
        if (response.statusCode() / 100 != 2) {
            throw Problems.of(what, response.statusCode(), response.body());
        }
        if (response.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.tree(response.body());
        } catch (JacksonException e) {
            throw new CliException(
                    ExitCode.FAILED,
                    what + ": " + base + " answered " + response.statusCode()
                            + " with something that is not JSON; is it a Cairn server?",
                    e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
