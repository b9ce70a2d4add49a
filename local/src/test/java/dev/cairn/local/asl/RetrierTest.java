package dev.cairn.local.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrierTest {
    private static final ErrorNames ANY = new ErrorNames(List.of("X"));

    @Test
    void delay_shouldGrowByTheRateUpToTheLongest() {
        var retrier = new Retrier(ANY, 2, 9, 3, 50L, false);
        assertThat(IntStream.range(0, 5)
                        .mapToObj(
                                retries -> retrier.delay(retries, new Random(1)).toSeconds()))
                .containsExactly(2L, 6L, 18L, 50L, 50L);
    }

    @Test
    void delay_shouldStayFinite_whenThereIsNoLongest() {
        var retrier = new Retrier(ANY, 2, 9, 10, null, false);
        assertThat(retrier.delay(400, new Random(1))).isEqualTo(Duration.ofSeconds(Seconds.LONGEST));
    }

    @Test
    void delay_shouldLieAnywhereBelow_whenThereIsJitter() {
        var retrier = new Retrier(ANY, 10, 9, 1, null, true);
        var random = new Random(1);
        List<Double> delays = IntStream.range(0, 1000)
                .mapToObj(draw -> retrier.delay(0, random).toMillis() / 1000.0)
                .toList();
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(0.0, 10.0));
        assertThat(delays).anySatisfy(delay -> assertThat(delay).isLessThan(1));
        assertThat(delays).anySatisfy(delay -> assertThat(delay).isGreaterThan(9));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            X,                 X,                          true
            X,                 Y,                          false
            X,                 none,                       false
            States.ALL,        X,                          true
            States.ALL,        none,                       true
            States.ALL,        States.Timeout,             true
            States.ALL,        States.QueryEvaluationError, true
            States.ALL,        States.DataLimitExceeded,   false
            States.ALL,        States.Runtime,             false
            States.TaskFailed, X,                          true
            States.TaskFailed, none,                       true
            States.TaskFailed, States.Timeout,             false
            States.TaskFailed, States.DataLimitExceeded,   false
            States.Timeout,    States.Timeout,             true
            States.DataLimitExceeded, States.DataLimitExceeded, true
            States.Runtime,    States.Runtime,             false
            """)
    void match_shouldFollowTheWildcards(String name, String error, boolean matches) {
        assertThat(new ErrorNames(List.of(name)).match(error)).isEqualTo(matches);
    }
}
