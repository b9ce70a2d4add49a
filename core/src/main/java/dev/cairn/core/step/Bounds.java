package dev.cairn.core.step;

import dev.cairn.core.checkpoint.State;
import dev.cairn.core.event.EventType;
import dev.cairn.core.log.Entry;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import java.util.Map;
import java.util.Objects;

/** The limits of a run, looked at before anything is paid for. */
final class Bounds {
    private Bounds() {}

    /**
     * Asked before a call is paid for. The last words of a run are not held to its limits, where it wants any.
     *
     * @throws LimitReachedException if a limit forbids the call
     */
    static void check(StepWork work, Purpose purpose) {
        Limits limits = work.before().limits();
        boolean lastWords = purpose == Purpose.PARTIAL_ANSWER || purpose == Purpose.ANSWER;
        if (lastWords && limits.partialAnswer()) {
            return;
        }
        if (limits.maxTokens() != null && tokens(work) >= limits.maxTokens()) {
            throw new LimitReachedException(StopReason.TOKEN_LIMIT);
        }
        if (limits.deadline() != null && !work.now().isBefore(limits.deadline())) {
            throw new LimitReachedException(StopReason.DEADLINE);
        }
    }

    /** A recorded replay is held to what its words cost when they were paid for, so that it stops where its parent did. */
    private static long tokens(StepWork work) {
        if (work.before().recording() == null) {
            return work.before().usage().plus(work.calls().usage()).tokens();
        }
        return work.log().stream()
                .map(Entry::call)
                .filter(Objects::nonNull)
                .mapToLong(call -> call.inputTokens() + call.outputTokens())
                .sum();
    }

    static boolean noRoundLeft(State state) {
        Integer maxRounds = state.limits().maxRounds();
        return maxRounds != null && state.counters().rounds() >= maxRounds;
    }

    static boolean noResetLeft(State state) {
        Integer maxResets = state.limits().maxResets();
        return maxResets != null && state.counters().resets() >= maxResets;
    }

    /** Ends the run: at once, or after the manager's best partial answer. */
    static void stop(StepWork work, StopReason reason) {
        work.event(EventType.LIMIT_REACHED, Map.of("limit", reason.word()));
        if (work.before().limits().partialAnswer()) {
            work.state().stopping(reason);
            work.next(StepName.ANSWER);
        } else {
            work.finish(reason);
        }
    }
}
