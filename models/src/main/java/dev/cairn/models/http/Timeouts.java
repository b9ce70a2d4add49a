package dev.cairn.models.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * @param connect until the connection stands
 * @param silence between two bytes of the response, the first included; models that reason are silent for minutes
 * @param answer for one whole response
 */
public record Timeouts(Duration connect, Duration silence, Duration answer) {
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10));

    public Timeouts {
        requireNonNull(connect, "connect is null");
        requireNonNull(silence, "silence is null");
        requireNonNull(answer, "answer is null");
    }
}
