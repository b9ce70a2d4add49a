package dev.cairn.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.local.asl.run.LambdaFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Functions are called, cut off and reported on as by the Lambda service. */
class InProcessLambdaTest {
    private final List<String> logged = new ArrayList<>();
    private final InProcessLambda lambda = new InProcessLambda((function, message) -> logged.add(message));

    private String invoke(RequestStreamHandler handler, Duration timeout) throws Exception {
        lambda.deploy(new LocalFunction("F", handler, timeout, 128));
        return new String(lambda.invoke("F", "in".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void function_shouldGetItsPayloadAndADeadline() throws Exception {
        String out = invoke(
                (in, answer, context) -> {
                    assertThat(context.getRemainingTimeInMillis()).isBetween(500_000, 600_000);
                    assertThat(context.getFunctionName()).isEqualTo("F");
                    context.getLogger().log("said");
                    answer.write((new String(in.readAllBytes(), StandardCharsets.UTF_8) + " and out")
                            .getBytes(StandardCharsets.UTF_8));
                },
                Duration.ofMinutes(10));

        assertThat(out).isEqualTo("in and out");
        assertThat(logged).containsExactly("said");
    }

    @Test
    void failure_shouldBeReportedByTheFullNameOfItsClass() {
        assertThatThrownBy(() -> invoke(
                        (in, out, context) -> {
                            throw new IllegalStateException("broken", new RuntimeException("a secret cause"));
                        },
                        Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(LambdaFailure.class, failure -> {
                    assertThat(failure.errorType()).isEqualTo("java.lang.IllegalStateException");
                    assertThat(failure).hasMessage("broken");
                });
    }

    @Test
    void function_shouldBeCutOff_whenItsTimeIsUp() throws Exception {
        AtomicReference<String> came = new AtomicReference<>("not to begin");
        assertThatThrownBy(() -> invoke(
                        (in, out, context) -> {
                            came.set("to begin");
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                came.set("to be cut off");
                            }
                        },
                        Duration.ofMillis(100)))
                .isInstanceOfSatisfying(
                        LambdaFailure.class,
                        failure -> assertThat(failure.errorType()).isEqualTo("Sandbox.Timedout"));
        assertThat(lambda.awaitQuiet(Duration.ofMinutes(1))).isTrue();
        // On a machine under load the time may be up before the function has begun.
        assertThat(came.get()).isNotEqualTo("to begin");
    }

    @Test
    void invoke_shouldSayThatThereIsNoSuchFunction() {
        assertThatThrownBy(() -> lambda.invoke("Nothing", new byte[0]))
                .isInstanceOfSatisfying(
                        LambdaFailure.class,
                        failure -> assertThat(failure.errorType()).isEqualTo("Lambda.ResourceNotFoundException"));
    }
}
