package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Call;
import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Connections break and gateways stumble while a run is started, followed and answered. */
class BadWeatherTest {
    /** What the story of a run tells from its beginning to its answer. */
    private static final List<String> EVENTS = List.of(
            "run_started",
            "plan_created",
            "plan_review_requested",
            "response_received",
            "progress_ledger",
            "instruction",
            "agent_delta",
            "agent_delta",
            "agent_message",
            "checkpoint_created",
            "progress_ledger",
            "final_answer");

    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();
    private final Map<String, String> runs = new HashMap<>();
    private int decided;

    @AfterEach
    void close() {
        api.close();
    }

    private TestCairn cairn() {
        return new TestCairn(directory).at(api);
    }

    /** One key, one run. */
    private void runsAreStarted() {
        api.on("POST /runs", this::start);
    }

    private synchronized Reply start(Call call) {
        String run = runs.computeIfAbsent(call.headers().getOrDefault("Idempotency-key", "none"), key -> {
            String id = "r" + (runs.size() + 1);
            new Story(api, id);
            return id;
        });
        return new Reply(202, json("{'runId': '%s', 'status': 'RUNNING'}".formatted(run)));
    }

    /** Every second call meets something, never more than three in a row. */
    private final class Storm implements FakeApi.Weather {
        private final Random random;
        private int inARow;
        private int met;

        Storm(long seed) {
            random = new Random(seed);
        }

        @Override
        public synchronized Reply on(Call call, Supplier<Reply> route) {
            if (inARow == 3 || random.nextBoolean()) {
                inARow = 0;
                return passed(call, route);
            }
            inARow++;
            met++;
            return switch (random.nextInt(7)) {
                case 0 -> Reply.broken();
                case 1 -> {
                    passed(call, route);
                    yield Reply.broken();
                }
                case 2 -> Reply.gateway(502, "Bad Gateway");
                case 3 -> Reply.gateway(503, "Service Unavailable").with("Retry-After", "1");
                case 4 -> {
                    passed(call, route);
                    yield Reply.gateway(504, "Endpoint request timed out");
                }
                case 5 -> Reply.gateway(500, "Internal Server Error");
                default -> Reply.gateway(429, "Too Many Requests");
            };
        }

        private Reply passed(Call call, Supplier<Reply> route) {
            Reply reply = route.get();
            if (call.path().endsWith("/response") && reply.status() == 202) {
                decided++;
            }
            return reply;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aRun_shouldBeStartedOnce_decidedOnce_andToldToItsEnd(long seed) {
        runsAreStarted();
        Storm storm = new Storm(seed);
        api.in(storm);
        Result result = cairn().run("run", "How much CO2?", "--yes", "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        List<JsonNode> lines = result.jsonLines();
        assertThat(lines.subList(0, lines.size() - 1))
                .extracting(line -> line.path("type").asString())
                .isEqualTo(EVENTS);
        assertThat(lines.getLast().path("answer").asString()).isEqualTo(Story.ANSWER);
        assertThat(runs).hasSize(1);
        assertThat(decided).isEqualTo(1);
        assertThat(storm.met).isPositive();
        assertThat(result.err()).contains("trying again (1 of ");
    }

    @Test
    void aPostWithoutAKey_shouldNotBeSentAgain_andItsDoubtBeTold() {
        new Story(api, "r1");
        api.in((call, route) -> call.method().equals("POST") ? Reply.broken() : route.get());
        Result result = cairn().run("cancel", "r1");
        assertThat(result.exit()).isEqualTo(5);
        assertThat(api.posts()).hasSize(1);
        assertThat(result.err()).contains("whether it was done is not known, so look before it is asked again");
    }

    @Test
    void aStoreThatRefusesForGood_shouldBeAskedOnce() {
        api.on(
                "GET /runs/r1",
                call -> new Reply(
                        503, json("{'type': 'urn:cairn:problem:unavailable', 'detail': 'Access is denied.'}")));
        Result result = cairn().run("show", "r1");
        assertThat(result.exit()).isEqualTo(5);
        assertThat(api.calls("GET /runs/r1")).hasSize(1);
        assertThat(result.err()).contains("Access is denied.").doesNotContain("trying again");
    }

    @Test
    void aStormWithoutEnd_shouldEndTheCommand_afterABoundedNumberOfTries() {
        runsAreStarted();
        api.in((call, route) ->
                call.path().endsWith("/events") ? Reply.gateway(504, "Endpoint request timed out") : route.get());
        Result result = cairn().run("run", "T");
        assertThat(result.exit()).isEqualTo(5);
        assertThat(api.calls("GET /runs/r1/events")).hasSize(8);
        assertThat(result.err())
                .contains("! The server answered 504; trying again (7 of 7)")
                .contains("the gateway answered 504 (Endpoint request timed out)");

        api.in((call, route) -> call.method().equals("POST") ? Reply.gateway(503, "Service Unavailable") : route.get());
        Result never = cairn().run("run", "T");
        assertThat(never.exit()).isEqualTo(5);
        assertThat(api.calls("POST /runs").stream().skip(1))
                .hasSize(4)
                .allSatisfy(call -> assertThat(call.headers()).containsEntry("Idempotency-key", "key-1"));
    }
}
