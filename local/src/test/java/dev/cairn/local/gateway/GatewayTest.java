package dev.cairn.local.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.json.Json;
import dev.cairn.local.asl.run.LambdaFailure;
import dev.cairn.local.asl.run.LambdaInvoker;
import dev.cairn.local.template.SamTemplate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the gateway makes of requests, and which it does not let in. */
class GatewayTest {
    private static final List<SamTemplate.Route> ROUTES = List.of(
            new SamTemplate.Route("GET", "/runs", "ApiFunction"),
            new SamTemplate.Route("POST", "/runs", "ApiFunction"),
            new SamTemplate.Route("GET", "/runs/{runId}", "ApiFunction"),
            new SamTemplate.Route("GET", "/runs/{runId}/broken", "Broken"));

    private final AtomicReference<JsonNode> event = new AtomicReference<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private Gateway gateway;

    @BeforeEach
    void open() throws IOException {
        LambdaInvoker functions = (name, payload) -> {
            if (name.equals("Broken")) {
                throw new LambdaFailure("java.lang.IllegalStateException", "a secret detail");
            }
            event.set(Json.tree(payload));
            return "{\"statusCode\":201,\"headers\":{\"content-type\":\"text/plain\"},\"body\":\"grüß\"}"
                    .getBytes(StandardCharsets.UTF_8);
        };
        gateway = Gateway.open(0, ROUTES, functions, InstantSource.system(), "the-secret");
        gateway.serve();
    }

    @AfterEach
    void close() {
        gateway.close();
        client.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + target));
    }

    /** Requests that no well-behaved client sends. */
    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String host(String host) throws IOException {
        return raw("GET /runs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void event_shouldBeOneOfPayloadFormatTwo_whenARouteFits() throws Exception {
        HttpResponse<String> answer =
                send(request("/runs/a%20b?x=1&x=2&y=%C3%BC").header("X-Two", "words"));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("grüß");
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
        JsonNode got = requireNonNull(event.get());
        assertThat(got.path("version").asString()).isEqualTo("2.0");
        assertThat(got.path("routeKey").asString()).isEqualTo("GET /runs/{runId}");
        assertThat(got.path("rawPath").asString()).isEqualTo("/runs/a%20b");
        assertThat(got.path("rawQueryString").asString()).isEqualTo("x=1&x=2&y=%C3%BC");
        assertThat(got.path("queryStringParameters").toString()).isEqualTo("{\"x\":\"1,2\",\"y\":\"ü\"}");
        assertThat(got.path("pathParameters").path("runId").asString()).isEqualTo("a b");
        assertThat(got.path("headers").path("x-two").asString()).isEqualTo("words");
        assertThat(got.path("requestContext").path("http").path("method").asString())
                .isEqualTo("GET");
        assertThat(got.path("requestContext").path("http").path("sourceIp").asString())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void event_shouldCarryTheBody_asTextOrBase64() throws Exception {
        send(request("/runs").POST(HttpRequest.BodyPublishers.ofString("{\"ü\":1}")));
        assertThat(requireNonNull(event.get()).path("body").asString()).isEqualTo("{\"ü\":1}");
        assertThat(requireNonNull(event.get()).path("isBase64Encoded").asBoolean())
                .isFalse();

        send(request("/runs").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, 0})));
        assertThat(requireNonNull(event.get()).path("body").asString()).isEqualTo("/wA=");
        assertThat(requireNonNull(event.get()).path("isBase64Encoded").asBoolean())
                .isTrue();
    }

    @Test
    void request_shouldBeRefused_whenItComesFromAnotherSite() throws Exception {
        assertThat(send(request("/runs").header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("/runs").header("Origin", "null")).statusCode()).isEqualTo(403);
        assertThat(send(request("/runs").header("Origin", gateway.address().toString()))
                        .statusCode())
                .isEqualTo(201);
        int port = gateway.address().getPort();
        assertThat(host("evil.example:" + port)).startsWith("HTTP/1.1 403");
        assertThat(host("127.0.0.1:1")).startsWith("HTTP/1.1 403");
        assertThat(host("localhost:" + port)).startsWith("HTTP/1.1 201");
    }

    @Test
    void request_shouldBeMisdirected_whenItIsMeantForAnotherOwner() throws Exception {
        assertThat(send(request("/runs").header(Gateway.OWNER_HEADER, "another"))
                        .statusCode())
                .isEqualTo(421);
        assertThat(send(request("/runs").header(Gateway.OWNER_HEADER, "the-secret"))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void request_shouldBeRefused_whenItIsTooLarge() throws Exception {
        assertThat(send(request("/runs").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[2 * 1024 * 1024])))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(request("/runs?x=" + "y".repeat(9_000))).statusCode()).isEqualTo(414);
        assertThat(send(request("/runs").header("X-Large", "y".repeat(40_000))).statusCode())
                .isEqualTo(431);
    }

    @Test
    void request_shouldGetAProblem_whenNoRouteFitsOrTheFunctionFails() throws Exception {
        assertThat(send(request("/nothing")).statusCode()).isEqualTo(404);
        assertThat(send(request("/runs").DELETE()).statusCode()).isEqualTo(404);
        HttpResponse<String> broken = send(request("/runs/1/broken"));
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("secret");
        assertThat(broken.headers().firstValue("content-type")).contains("application/problem+json");
    }

    @Test
    void open_shouldNameThePort_whenItIsTaken() {
        int port = gateway.address().getPort();
        assertThatThrownBy(() -> Gateway.open(port, ROUTES, (name, payload) -> payload, InstantSource.system(), "s"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + port)
                .hasMessageContaining("choose another");
    }
}
