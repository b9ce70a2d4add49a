package dev.cairn.core.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run to be opened.
 *
 * @param task not blank, at most {@link #MAX_TASK_BYTES} in UTF-8
 * @param ttlDays how long it is kept after its last update, 1 to 3,650
 * @param bodyHash what tells a repeated request from another under the same idempotency key
 */
public record NewRun(
        RunKey run,
        String task,
        List<HistoryItem> history,
        Team team,
        PlanReview planReview,
        Limits limits,
        Map<String, String> labels,
        int ttlDays,
        @Nullable String bodyHash) {
    public static final int MAX_TASK_BYTES = 64 * 1024;
    public static final int DEFAULT_TTL_DAYS = 30;
    private static final int MAX_HISTORY = 1_000;
    private static final int MAX_LABELS = 20;
    private static final int MAX_LABEL = 64;

    public NewRun {
        requireNonNull(run, "run is null");
        requireNonNull(team, "team is null");
        requireNonNull(planReview, "planReview is null");
        requireNonNull(limits, "limits is null");
        history = List.copyOf(history);
        labels = Map.copyOf(labels);
        List<Fault> faults = faults(task, history, labels, ttlDays);
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
    }

    /** Everything wrong with these parts, for a caller who has more to check before it refuses. */
    public static List<Fault> faults(String task, List<HistoryItem> history, Map<String, String> labels, int ttlDays) {
        List<Fault> faults = new ArrayList<>();
        checkTask(task, faults);
        if (history.size() > MAX_HISTORY) {
            faults.add(new Fault("history", "must have at most " + MAX_HISTORY + " items, has " + history.size()));
        }
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).author().isBlank() || history.get(i).content().isBlank()) {
                faults.add(new Fault("history[" + i + "]", "needs an author and a content that are not empty"));
            }
        }
        if (ttlDays < 1 || ttlDays > 3650) {
            faults.add(new Fault("ttlDays", "must be 1 to 3650, was " + ttlDays));
        }
        checkLabels(labels, faults);
        return faults;
    }

    /** Adds what is wrong with a task, if anything is. */
    public static void checkTask(String task, List<Fault> faults) {
        if (task.isBlank()) {
            faults.add(new Fault("task", "must not be empty"));
        }
        int bytes = task.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_TASK_BYTES) {
            faults.add(new Fault("task", "must be at most " + MAX_TASK_BYTES + " bytes in UTF-8, has " + bytes));
        }
    }

    private static void checkLabels(Map<String, String> labels, List<Fault> faults) {
        if (labels.size() > MAX_LABELS) {
            faults.add(new Fault("labels", "must be at most " + MAX_LABELS + ", are " + labels.size()));
        }
        labels.forEach((name, value) -> {
            String field = "labels." + Opening.cut(name, MAX_LABEL);
            if (!name.matches("[A-Za-z0-9_.-]{1," + MAX_LABEL + "}")) {
                faults.add(
                        new Fault(field, "the name must be 1 to " + MAX_LABEL + " letters, digits, '.', '_' or '-'"));
            }
            if (value.length() > MAX_LABEL) {
                faults.add(new Fault(field, "must be at most " + MAX_LABEL + " characters"));
            }
        });
    }
}
