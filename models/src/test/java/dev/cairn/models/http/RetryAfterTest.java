package dev.cairn.models.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static Optional<Duration> parse(String header) {
        return RetryAfter.parse(Optional.of(header), NOW);
    }

    @Test
    void parse_shouldReadSeconds() {
        assertThat(parse(" 120 ")).contains(Duration.ofMinutes(2));
        assertThat(parse("0.25")).contains(Duration.ofMillis(250));
    }

    @Test
    void parse_shouldReadADate() {
        assertThat(parse("Mon, 23 Nov 2026 10:00:30 GMT")).contains(Duration.ofSeconds(30));
        assertThat(parse("Mon, 23 Nov 2026 09:59:30 GMT")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "99999999999999999999", "1e9"})
    void parse_shouldReadNothing_whenItIsNeither(String header) {
        assertThat(parse(header)).isEmpty();
    }

    @Test
    void parse_shouldReadNothing_whenThereIsNoHeader() {
        assertThat(RetryAfter.parse(Optional.empty(), NOW)).isEmpty();
    }
}
