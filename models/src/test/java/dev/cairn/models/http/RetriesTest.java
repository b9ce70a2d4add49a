package dev.cairn.models.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.ModelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final RetryPolicy POLICY =
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(60));

    private final Patience patience = new Patience();
    private final AtomicInteger made = new AtomicInteger();

    private String failing(Optional<Duration> retryAfter) throws TransientFault {
        made.incrementAndGet();
        throw new TransientFault("busy", retryAfter);
    }

    @Test
    void run_shouldWaitWithinADoublingCeiling_whenAttemptsFail() {
        assertThatThrownBy(() -> patience.retries(POLICY).run(() -> failing(Optional.empty())))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.isTransient()).isTrue())
                .hasMessageContaining("busy (given up after 5 attempts");
        assertThat(made).hasValue(5);
        assertThat(patience.waits()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(patience.waits().get(i)).isLessThanOrEqualTo(Duration.ofSeconds(Math.min(1 << i, 4)));
        }
        assertThat(patience.waits()).doesNotHaveDuplicates();
    }

    @Test
    void run_shouldGiveUpAtOnce_whenTheServerAsksForLongerThanThereIs() {
        assertThatThrownBy(() -> patience.retries(POLICY).run(() -> failing(Optional.of(Duration.ofMinutes(5)))))
                .hasMessageContaining("1 attempt")
                .hasMessageContaining("the next attempt was due in 300 s");
        assertThat(patience.waits()).isEmpty();
    }

    @Test
    void run_shouldStopWithinItsTime_whenTheServerKeepsAskingForMore() {
        assertThatThrownBy(() -> patience.retries(POLICY).run(() -> failing(Optional.of(Duration.ofSeconds(25)))))
                .isInstanceOf(ModelException.class);
        assertThat(made).hasValue(3);
    }

    @Test
    void run_shouldKeepTheInterrupt_whenInterruptedWhileWaiting() {
        Retries retries = new Retries(
                POLICY,
                patience,
                duration -> {
                    throw new InterruptedException();
                },
                new java.util.Random(1));

        assertThatThrownBy(() -> retries.run(() -> failing(Optional.empty()))).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
