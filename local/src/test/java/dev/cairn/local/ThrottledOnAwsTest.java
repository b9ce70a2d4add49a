package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Patience;
import dev.cairn.functions.aws.testing.Fault;
import dev.cairn.functions.aws.testing.Faults;
import dev.cairn.functions.aws.testing.Refusal;
import dev.cairn.functions.aws.testing.TestAws;
import dev.cairn.functions.aws.testing.Wire;
import dev.cairn.local.Person.Wish;
import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.ExecutionView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AWS throttles for longer than anybody tries again, from the middle of a step on. */
@Isolated(LocalRig.HARD_WORK)
class ThrottledOnAwsTest {
    /** A refusal is answered at once; what is slow is the machine of the test, and not meant. */
    private static final Patience PATIENCE = new Patience(
            3,
            Duration.ofMillis(2),
            Duration.ofMillis(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(25));

    /** The longest that a run is left alone whose execution died without a word. */
    private static final Duration LOOKED_AT_AGAIN = Duration.ofHours(1);

    /** What is throttled, and whether the answer that came meanwhile was kept all the same. */
    enum Throttled {
        EVERYTHING(request -> true, false),
        /** The checkpoint was put, and is committed by who finds it there. */
        TABLE(Faults.Request::isDynamo, true),
        BUCKET(request -> !request.isDynamo(), false);

        private final Predicate<Faults.Request> which;
        private final boolean kept;

        Throttled(Predicate<Faults.Request> which, boolean kept) {
            this.which = which;
            this.kept = kept;
        }
    }

    /** Throttles from when it is told to until it is told to stop. */
    private static final class Throttle implements Faults {
        private final Predicate<Request> which;
        private volatile boolean rages;

        Throttle(Predicate<Request> which) {
            this.which = which;
        }

        @Override
        public Fault next(Request request) {
            return rages && which.test(request)
                    ? (request.isDynamo() ? Refusal.THROTTLED : Refusal.SLOW_DOWN).fault()
                    : Fault.NONE;
        }
    }

    @TempDir
    Path data = Path.of("");

    private final AwsSettings calm = TestAws.newStore();
    private final HurriedClock clock = new HurriedClock();
    private final CompletableFuture<String> execution = new CompletableFuture<>();

    @ParameterizedTest
    @EnumSource
    @Timeout(300)
    void run_shouldStopResumable_andLoseNoStep_whenThrottlingOutlastsAllRetries(Throttled throttled) throws Exception {
        Throttle throttle = new Throttle(throttled.which);
        String run;
        try (Wire wire = Wire.to(TestAws.require(), throttle);
                LocalRig rig = new LocalRig(
                        data,
                        Duration.ofDays(7),
                        TestAws.through(wire.address(), calm).with(PATIENCE),
                        clock)) {
            script(rig, throttle);
            run = rig.open("always");
            rig.respond(run, "{\"decision\":\"approve\"}");

            Stack stack = rig.server().stack();
            assertThat(ended(stack, execution.get(120, TimeUnit.SECONDS)).status())
                    .isEqualTo(ExecutionStatus.FAILED);
            clock.hurry(1);
            if (throttled != Throttled.BUCKET) {
                assertThat(rig.send("GET", "/runs/" + run, null, Map.of()).statusCode())
                        .as("that it failed can be recorded by nobody yet")
                        .isEqualTo(503);
            }
            throttle.rages = false;
            clock.forward(LOOKED_AT_AGAIN);
            stack.scheduler().after(Duration.ZERO, () -> {});
            assertThat(rig.await(run, "FAILED").path("error").asString()).isNotEmpty();

            rig.post("/runs/" + run + "/resume", "{}", 202);
            assertThat(rig.await(run, "SUCCEEDED").path("answer").asString()).isEqualTo("There are 42.");
            assertThat(rig.model.purposes().stream()
                            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                    .as("nothing is paid twice but the call whose answer could not be kept")
                    .isEqualTo(Map.of(
                            Purpose.FACTS, 1L,
                            Purpose.PLAN, 1L,
                            Purpose.PROGRESS_LEDGER, 3L,
                            Purpose.TURN, throttled.kept ? 2L : 3L,
                            Purpose.ANSWER, 1L));
        }
        new StoredRuns(calm).examine(Map.of(run, Wish.RESUME));
    }

    /** Timers are looked at whenever there is another: a sleep of theirs does not know that the clock goes faster. */
    private static ExecutionView ended(Stack stack, String execution) throws Exception {
        CompletableFuture<ExecutionView> ended = stack.stepFunctions().whenEnded(execution);
        while (true) {
            stack.scheduler().after(Duration.ZERO, () -> {});
            try {
                return ended.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException goesOn) {
                // It ends; if not, the test's own time does.
            }
        }
    }

    /** It begins while the second turn is under way. */
    private void script(LocalRig rig, Throttle throttle) {
        rig.model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
        rig.model.on(
                Purpose.PROGRESS_LEDGER,
                ScriptedModel.go("researcher"),
                ScriptedModel.go("coder"),
                ScriptedModel.done());
        rig.model.on(Purpose.TURN, "I found it.");
        rig.model.on(Purpose.TURN, request -> {
            execution.complete(rig.server().executionsAlive().getFirst());
            throttle.rages = true;
            clock.hurry(30);
            return ModelResponse.text("I computed it.");
        });
        rig.model.on(Purpose.TURN, "I computed it.").on(Purpose.ANSWER, "There are 42.");
    }
}
