package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Patience;
import dev.cairn.functions.aws.testing.Storm;
import dev.cairn.functions.aws.testing.TestAws;
import dev.cairn.functions.aws.testing.Wire;
import dev.cairn.local.Person.Wish;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in S3 and DynamoDB, over a wire that fails in every way. */
@Isolated(LocalRig.HARD_WORK)
class StormOnAwsTest {
    private static final Patience PATIENCE = new Patience(
            4,
            Duration.ofMillis(2),
            Duration.ofMillis(20),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30));

    private static final List<Wish> WISHES =
            List.of(Wish.APPROVE, Wish.REVISE, Wish.REJECT, Wish.CANCEL, Wish.REPLAY, Wish.RESUME);

    @TempDir
    Path data = Path.of("");

    private final AwsSettings calm = TestAws.newStore();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @Timeout(300)
    void runs_shouldEndAsTheirPeopleWished_andLoseNothing(long seed) throws Exception {
        Storm storm = new Storm(seed);
        Map<String, Wish> ended = inAStorm(storm, Duration.ofDays(7), WISHES);

        assertThat(storm.counts().keySet())
                .as("kinds of faults: %s", storm.counts())
                .contains(
                        "throttled",
                        "transactions that met another",
                        "keys that were busy",
                        "failed",
                        "failed after effect",
                        "broken",
                        "broken after effect",
                        "silent after effect");
        assertThat(storm.counts().values().stream().mapToInt(Integer::intValue).sum())
                .as("faults: %s", storm.counts())
                .isGreaterThan(100);
        new StoredRuns(calm).examine(ended);
    }

    @Test
    @Timeout(300)
    void requests_shouldExpireOnce_andAnswersAfterThatBeGone() throws Exception {
        Storm storm = new Storm(3);
        Map<String, Wish> ended = inAStorm(storm, Duration.ofSeconds(2), List.of(Wish.NOTHING, Wish.NOTHING));

        assertThat(storm.counts()).containsKeys("throttled", "failed");
        new StoredRuns(calm).examine(ended);
    }

    /** Each run and what was wished of it, with the fork of who replays. */
    private Map<String, Wish> inAStorm(Storm storm, Duration requestTtl, List<Wish> wishes) throws Exception {
        Map<String, Wish> ended = new LinkedHashMap<>();
        try (Wire wire = Wire.to(TestAws.require(), storm);
                LocalRig rig = new LocalRig(
                        data, requestTtl, TestAws.through(wire.address(), calm).with(PATIENCE))) {
            script(rig.model);
            storm.begin();
            try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<List<String>>> ends = new ArrayList<>();
                for (Wish wish : wishes) {
                    String order = "order-" + ends.size();
                    ends.add(people.submit(() -> new Person(rig, order, wish).bringsToItsEnd()));
                }
                for (int n = 0; n < ends.size(); n++) {
                    for (String run : ends.get(n).get()) {
                        assertThat(ended.put(run, wishes.get(n))).isNull();
                    }
                }
            }
            storm.end();
        }
        return ended;
    }

    /**
     * What is answered depends on what is asked alone, so that a call that is made again gets the same. Only who is
     * to be resumed is refused, once.
     */
    private static void script(ScriptedModel model) {
        model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
        model.on(Purpose.FACTS_UPDATE, "The new facts.").on(Purpose.PLAN_UPDATE, "The new plan.");
        model.on(
                Purpose.PROGRESS_LEDGER,
                request -> ModelResponse.text(
                        said(request, "I computed it.")
                                ? ScriptedModel.done()
                                : ScriptedModel.go(said(request, "I found it.") ? "coder" : "researcher")));
        AtomicInteger refused = new AtomicInteger();
        model.on(Purpose.TURN, request -> {
            if (said(request, Wish.RESUME.task()) && refused.getAndIncrement() == 0) {
                throw ModelException.permanent("no such model");
            }
            return ModelResponse.text(said(request, "I found it.") ? "I computed it." : "I found it.");
        });
        model.on(Purpose.ANSWER, "There are 42.");
    }

    private static boolean said(ModelRequest request, String text) {
        return request.messages().stream()
                .anyMatch(message -> message.content().text().contains(text));
    }
}
