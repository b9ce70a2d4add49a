package dev.cairn.functions.api.route;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunStatus;
import dev.cairn.functions.api.http.Query;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are listed.
 *
 * @param labels that a run must have; an empty value means any
 * @param createdBefore exclusive
 * @param createdAfter inclusive
 */
record RunFilter(
        @Nullable RunStatus status,
        Map<String, String> labels,
        @Nullable RunId forkedFrom,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {
    static RunFilter read(Query query) {
        return new RunFilter(
                status(query),
                labels(query),
                query.parsed("forkedFrom", text -> {
                    try {
                        return new RunId(text);
                    } catch (dev.cairn.core.error.InvalidInputException e) {
                        throw new dev.cairn.core.error.InvalidInputException(
                                "forkedFrom", e.faults().getFirst().detail());
                    }
                }),
                query.instant("createdAfter"),
                query.instant("createdBefore"));
    }

    private static @Nullable RunStatus status(Query query) {
        String word = query.text("status");
        if (word == null) {
            return null;
        }
        for (RunStatus one : RunStatus.values()) {
            if (one.name().equals(word.toUpperCase(Locale.ROOT))) {
                return one;
            }
        }
        query.fault(
                "status",
                "must be one of "
                        + Arrays.stream(RunStatus.values()).map(Enum::name).collect(Collectors.joining(", "))
                        + ", was \""
                        + word + "\"");
        return null;
    }

    private static Map<String, String> labels(Query query) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : query.all("label")) {
            int equals = label.indexOf('=');
            String name = equals < 0 ? label : label.substring(0, equals);
            if (name.isEmpty()) {
                query.fault("label", "must be a label's name, or name=value");
            }
            labels.put(name, equals < 0 ? "" : label.substring(equals + 1));
        }
        return labels;
    }

    boolean admits(RunRecord run) {
        return (status == null || run.status() == status)
                && labels.entrySet().stream().allMatch(label -> has(run, label.getKey(), label.getValue()))
                && (forkedFrom == null
                        || (run.forkedFrom() != null && run.forkedFrom().runId().equals(forkedFrom)))
                && (createdBefore == null || run.createdAt().isBefore(createdBefore))
                && !isTooOld(run);
    }

    /** Lists run from the newest to the oldest: behind one that is too old there is none that is not. */
    boolean isTooOld(RunRecord run) {
        return createdAfter != null && run.createdAt().isBefore(createdAfter);
    }

    private static boolean has(RunRecord run, String name, String value) {
        String found = run.labels().get(name);
        return found != null && (value.isEmpty() || found.equals(value));
    }
}
