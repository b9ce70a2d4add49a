package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Call;
import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import dev.cairn.cli.auth.SignatureCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deployed API: it wants to know who calls, and a gateway stands before it. */
class EndpointTest {
    private static final String SESSION = "s3ss1on/t0ken==";
    private static final SignatureCheck CHECK = new SignatureCheck("AKID", "wJalr/s3cret", SESSION, "eu-central-1");

    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();

    @AfterEach
    void close() {
        api.close();
    }

    private TestCairn cairn() {
        return new TestCairn(directory)
                .at(api)
                .with("CAIRN_AUTH", "sigv4")
                .with("AWS_REGION", "eu-central-1")
                .with("AWS_ACCESS_KEY_ID", "AKID")
                .with("AWS_SECRET_ACCESS_KEY", "wJalr/s3cret")
                .with("AWS_SESSION_TOKEN", SESSION);
    }

    /** As API Gateway does it: who is not known is turned away before the API is asked. */
    private static Reply guarded(Call call, Supplier<Reply> route) {
        try {
            return CHECK.fault(call.method(), call.path(), call.query(), call.headers(), call.sent(), Instant.now())
                    .map(fault -> Reply.gateway(403, fault).with("apigw-requestid", "abc="))
                    .orElseGet(route);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void runs() {
        api.on("POST /runs", call -> {
            new Story(api, "r1");
            return new Reply(202, json("{'runId': 'r1', 'status': 'RUNNING'}"));
        });
        api.on("GET /runs", call -> Reply.ok(json("{'runs': [], 'next': null}")));
    }

    @Test
    void everyRequestOfARun_shouldBeSigned_itsBodyAndItsQueryIncluded() {
        runs();
        api.in(EndpointTest::guarded);
        assertThat(cairn().run("run", "Wie viel CO\u2082? \ud83c\udf0d", "--yes")
                        .exit())
                .isZero();
        assertThat(api.posts()).hasSize(2);
        Result listed = cairn().run("list", "--label", "b=2 *~", "--label", "a=1/\u00e4");
        assertThat(listed.err()).isEqualTo("No runs.\n");
        assertThat(listed.exit()).isZero();
        assertThat(api.calls())
                .allSatisfy(call -> assertThat(call.headers().get("Authorization"))
                        .startsWith("AWS4-HMAC-SHA256 Credential=AKID/"));
    }

    @Test
    void aRequestThatIsTriedAgain_shouldBeSignedAnew() {
        AtomicInteger seconds = new AtomicInteger();
        AtomicInteger turnedAway = new AtomicInteger(2);
        runs();
        api.in((call, route) ->
                turnedAway.getAndDecrement() > 0 ? Reply.gateway(503, "Service Unavailable") : guarded(call, route));
        InstantSource clock = () -> Instant.now().plusSeconds(seconds.getAndIncrement());
        assertThat(cairn().clock(clock).run("list").exit()).isZero();
        assertThat(api.calls("GET /runs"))
                .extracting(call -> call.headers().get("X-amz-date"))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void aWrongSecret_shouldBeExplained_andNothingSecretShown() {
        runs();
        api.in(EndpointTest::guarded);
        for (String[] command : new String[][] {{"list"}, {"list", "--json"}, {"run", "T", "--json"}}) {
            Result result = cairn().with("AWS_SECRET_ACCESS_KEY", "an0ther")
                    .with("CAIRN_DEBUG", "1")
                    .run(command);
            assertThat(result.exit()).isEqualTo(4);
            assertThat(result.err())
                    .contains("the gateway answered 403 (The request signature we calculated does not match")
                    .contains("The secret access key is not that of the access key")
                    .contains("The gateway's id of the request: abc=");
            assertThat(result.out() + result.err()).doesNotContain("an0ther", SESSION, "Signature=");
        }
    }

    @ParameterizedTest
    @CsvSource({"-12, 12 minutes behind the server's", "180, 3 hours ahead of the server's"})
    void aClockThatIsOff_shouldBeToldByHowMuch(int minutes, String told) {
        runs();
        api.in(EndpointTest::guarded);
        InstantSource off =
                () -> Instant.now().plus(Duration.ofMinutes(minutes)).plusSeconds(minutes < 0 ? -5 : 5);
        Result result = cairn().clock(off).run("list");
        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.err())
                .contains("The clock of this machine is " + told)
                .contains("set it right");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | The security token included in the request is expired | The AWS session has expired: sign in again",
                "403 | The security token included in the request is invalid. | AWS does not know the access key",
                "403 | Credential should be scoped to a valid region. | set AWS_REGION to the one",
                "403 | Forbidden | {\"Effect\": \"Allow\", \"Action\": \"execute-api:Invoke\"",
                "401 | Unauthorized | The API asks for a bearer token",
                "404 | Not Found | the stack's output \"Endpoint\"",
                "429 | Too Many Requests | or raise the stage's throttling",
                "500 | Internal Server Error | its log, /aws/lambda/<stack>, says why"
            })
    void whatTheGatewayRefuses_shouldBecomeWhatToDo(int status, String message, String advice) {
        api.in((call, route) -> Reply.gateway(status, message));
        Result result = cairn().run("list");
        assertThat(result.exit()).isEqualTo(status == 404 ? 3 : status == 500 ? 1 : 4);
        assertThat(result.err())
                .contains("cairn: runs: the gateway answered " + status + " (" + message + ")\n")
                .contains(advice);
        assertThat(cairn().run("list", "--json").json().path("detail").asString())
                .contains(advice);
    }

    @Test
    void whoShowsNothing_orAnOldToken_shouldBeToldWhatIsAskedFor() {
        api.in((call, route) -> Reply.gateway(403, "Forbidden"));
        assertThat(new TestCairn(directory).at(api).run("list").err()).contains("give --auth sigv4");
        api.in((call, route) -> Reply.gateway(401, "Unauthorized")
                .with(
                        "www-authenticate",
                        "Bearer scope=\"\" error=\"invalid_token\" error_description=\"the token has expired\""));
        Result old =
                new TestCairn(directory).at(api).with("CAIRN_TOKEN", "t0ken").run("list");
        assertThat(old.exit()).isEqualTo(4);
        assertThat(old.err())
                .contains("The bearer token is not accepted (the token has expired): put a new one")
                .doesNotContain("t0ken");
    }

    @Test
    void aServerThatCannotWait_shouldBeAskedLessAndLessOften_andNeverToWaitTooLong() {
        Story story = new Story(api, "r1");
        story.editRun().put("status", "RUNNING").putNull("pendingRequest");
        List<Duration> pauses = new ArrayList<>();
        Result result = new TestCairn(directory)
                .at(api)
                .pausing(time -> {
                    pauses.add(time);
                    if (pauses.size() == 12) {
                        story.goOnToTheAnswer();
                    }
                })
                .run("watch", "r1");
        assertThat(result.exit()).isZero();
        assertThat(pauses)
                .hasSize(12)
                .isSorted()
                .startsWith(Duration.ofMillis(300))
                .endsWith(Duration.ofSeconds(3));
        // API Gateway cuts at 30 seconds, and the function behind it at 29.
        assertThat(api.calls("GET /runs/r1/events"))
                .extracting(Call::query)
                .allMatch(query -> !query.contains("wait=") || query.matches("(.*&)?wait=(20|1?[0-9])"));
    }

    @Test
    void aConnectionThatIsNotSecure_shouldNotBeTriedAgain() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> speakPlainly(plain, connections));
            String https = "https://127.0.0.1:" + plain.getLocalPort();
            Result result = new TestCairn(directory).run("list", "--endpoint", https);
            assertThat(result.exit()).isEqualTo(5);
            assertThat(result.err())
                    .startsWith("cairn: runs: no secure connection to " + https + "/ (")
                    .contains("does Java trust who issued it?");
        }
        assertThat(connections).hasValue(1);
    }

    /** As a server does that knows nothing of TLS. */
    private static void speakPlainly(ServerSocket server, AtomicInteger connections) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().read(new byte[1024]);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    @Test
    void hints_shouldLeadToTheSameServer_inTheSameWay() {
        runs();
        Result result = cairn().run("run", "T", "--endpoint", api.address().toString(), "--auth", "sigv4");
        assertThat(result.out()).contains("cairn approve r1 --endpoint " + api.address() + " --auth sigv4");
    }
}
