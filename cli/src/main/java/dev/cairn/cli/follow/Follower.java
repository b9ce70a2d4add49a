package dev.cairn.cli.follow;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.EventView;
import dev.cairn.cli.api.Page;
import dev.cairn.cli.api.Pause;
import dev.cairn.cli.api.RunView;
import dev.cairn.core.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Follows a run's events until it has ended or waits for a person. */
public final class Follower {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(3);

    /** After these the run may stand still. */
    private static final Set<String> TURNING_POINTS = Set.of(
            "plan_review_requested", "request_opened", "final_answer", "limit_reached", "run_failed", "run_cancelled");

    private final CairnApi api;
    private final Progress progress;
    private final Pause pause;
    private final String runId;
    private @Nullable String cursor;
    private @Nullable EventView abandoned;

    /** @param api one that survives a connection that breaks */
    public Follower(CairnApi api, Progress progress, Pause pause, String runId, @Nullable String after) {
        this.api = api;
        this.progress = progress;
        this.pause = pause;
        this.runId = runId;
        this.cursor = after;
    }

    /** Passes over what has happened so far, telling nobody. */
    public void skipPast() {
        while (!advance(api.events(runId, cursor, Duration.ZERO), false)) {
            // Until a page is empty.
        }
    }

    /** @return the run as it stood when it ended or began to wait */
    public RunView follow() {
        Duration breath = SHORT;
        while (true) {
            long asked = System.nanoTime();
            Page page = api.events(runId, cursor, CairnApi.LONGEST_WAIT);
            boolean empty = advance(page, true);
            if (empty || abandoned != null || page.items().stream().anyMatch(Follower::isTurningPoint)) {
                RunView run = api.run(runId);
                refuseToWaitInVain(run);
                if (run.hasEnded() || run.is(RunStatus.WAITING)) {
                    while (!advance(api.events(runId, cursor, Duration.ZERO), true)) {
                        // What was written between the events and the run.
                    }
                    progress.pause();
                    return run;
                }
            }
            if (empty && System.nanoTime() - asked < SHORT.toNanos()) {
                // A server that cannot wait is not to be asked without a breath, and every call of it costs.
                pause.during(breath);
                breath = breath.multipliedBy(3).dividedBy(2);
                breath = breath.compareTo(LONG) > 0 ? LONG : breath;
            } else {
                breath = SHORT;
            }
        }
    }

    /** Nobody will ever end the run, unless it was resumed since. */
    private void refuseToWaitInVain(RunView run) {
        EventView told = abandoned;
        abandoned = null;
        if (told != null && run.is(RunStatus.RUNNING) && !run.wasUpdatedAfter(told.at())) {
            progress.pause();
            throw new CliException(
                    ExitCode.FAILED,
                    "Run " + runId + " stands still: its execution has ended, and the server could not record that",
                    List.of("Once what kept it from writing is mended: cairn resume " + runId));
        }
    }

    /** @return whether the page was empty */
    private boolean advance(Page page, boolean tell) {
        for (JsonNode item : page.items()) {
            EventView event = new EventView(item);
            if (tell) {
                progress.event(event);
                abandoned = event.saysAbandoned() ? event : abandoned;
            }
            if (!event.id().isEmpty()) {
                cursor = event.id();
            }
        }
        if (page.next() != null) {
            cursor = page.next();
        }
        return page.items().isEmpty();
    }

    private static boolean isTurningPoint(JsonNode event) {
        return TURNING_POINTS.contains(new EventView(event).type());
    }
}
