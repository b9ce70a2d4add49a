package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What a run may use. */
public final class LimitOptions {
    @Option(names = "--max-rounds", paramLabel = "N", description = "Stop after N rounds (1 or more).")
    @Nullable
    Integer maxRounds;

    @Option(
            names = "--max-stalls",
            paramLabel = "N",
            description = "Bear N stalls before a reset (0 or more; default 3).")
    @Nullable
    Integer maxStalls;

    @Option(names = "--max-resets", paramLabel = "N", description = "Stop rather than reset once more after N resets.")
    @Nullable
    Integer maxResets;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Stop once N tokens are used, in and out together.")
    @Nullable
    Long maxTokens;

    @Option(
            names = "--deadline",
            paramLabel = "WHEN",
            description = "Stop at this instant (2026-12-24T18:00:00Z) or after this time (90s, 30m, 2h).")
    @Nullable
    String deadline;

    @Option(
            names = "--no-partial-answer",
            description = "Do not have the manager write a best partial answer at a limit.")
    boolean noPartialAnswer;

    /** The limits given, null if none is. */
    @Nullable
    ObjectNode body(Instant now) {
        ObjectNode limits = CairnApi.object();
        atLeast("--max-rounds", maxRounds == null ? null : maxRounds.longValue(), 1);
        atLeast("--max-stalls", maxStalls == null ? null : maxStalls.longValue(), 0);
        atLeast("--max-resets", maxResets == null ? null : maxResets.longValue(), 0);
        atLeast("--max-tokens", maxTokens, 1);
        if (maxRounds != null) {
            limits.put("maxRounds", maxRounds);
        }
        if (maxStalls != null) {
            limits.put("maxStalls", maxStalls);
        }
        if (maxResets != null) {
            limits.put("maxResets", maxResets);
        }
        if (maxTokens != null) {
            limits.put("maxTokens", maxTokens);
        }
        if (deadline != null) {
            limits.put("deadline", instant(deadline, now).toString());
        }
        if (noPartialAnswer) {
            limits.put("partialAnswer", false);
        }
        return limits.isEmpty() ? null : limits;
    }

    /** @throws CliException if the value is given and less */
    static void atLeast(String option, @Nullable Long value, long least) {
        if (value != null && value < least) {
            throw CliException.usage(option, "must be " + least + " or more, was " + value);
        }
    }

    private static Instant instant(String text, Instant now) {
        try {
            if (text.matches("\\d{1,6}[sSmMhH]")) {
                return now.plus(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--deadline: must be an instant such as 2026-12-24T18:00:00Z or a time such as 30m, was \"" + text
                            + "\"",
                    e);
        }
    }
}
