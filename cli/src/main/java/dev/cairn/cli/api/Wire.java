package dev.cairn.cli.api;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.auth.Authentication;
import dev.cairn.cli.auth.Unsigned;
import dev.cairn.core.json.Bounds;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One attempt of a request to one server, with what shows who calls. Headers may hold secrets and are never printed. */
final class Wire implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final URI base;
    private final Authentication authentication;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Wire(URI base, Authentication authentication, InstantSource clock) {
        String text = base.toString();
        this.base = text.endsWith("/") ? base : URI.create(text + "/");
        this.authentication = authentication;
        this.clock = clock;
    }

    URI base() {
        return base;
    }

    Authentication authentication() {
        return authentication;
    }

    /**
     * Sends it, signed as of now.
     *
     * @param what in words, for errors
     * @param body JSON; null for none
     */
    Answer send(
            String what,
            String method,
            String path,
            Map<String, String> headers,
            byte @Nullable [] body,
            Duration patience) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Accept", "application/json, application/problem+json");
        URI uri = base.resolve(path);
        byte[] sent = body == null ? new byte[0] : body;
        all.putAll(authentication.headers(new Unsigned(method, uri, all, sent)));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(sent));
        all.forEach(request::header);
        return send(what, request.build());
    }

    private Answer send(String what, HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(
                    request,
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), Bounds.MAX_DOCUMENT));
            return Answer.of(response, clock.instant());
        } catch (HttpConnectTimeoutException e) {
            throw unreachable(UnreachableException.Kind.NO_SERVER, what + ": no answer from " + base + " in time", e);
        } catch (HttpTimeoutException e) {
            throw unreachable(UnreachableException.Kind.NO_ANSWER, what + ": no answer from " + base + " in time", e);
        } catch (SSLException e) {
            throw unreachable(
                    UnreachableException.Kind.NO_TRUST,
                    what + ": no secure connection to " + base + " (" + e.getMessage()
                            + "); is the name that of its certificate, and does Java trust who issued it?",
                    e);
        } catch (ConnectException e) {
            throw refused(what, e);
        } catch (IOException e) {
            throw unreachable(UnreachableException.Kind.BROKEN, what + ": no server answers at " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.FAILED, what + ": interrupted", e);
        }
    }

    private UnreachableException refused(String what, ConnectException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return unreachable(
                        UnreachableException.Kind.NO_HOST,
                        what + ": there is no host " + base.getHost() + "; check the address, and the network",
                        e);
            }
        }
        return unreachable(UnreachableException.Kind.NO_SERVER, what + ": no server answers at " + base, e);
    }

    private static UnreachableException unreachable(UnreachableException.Kind kind, String message, IOException cause) {
        return new UnreachableException(kind, message, cause);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
