package dev.cairn.core.step;

import dev.cairn.core.checkpoint.State;
import dev.cairn.core.event.EventType;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import java.util.Map;
import java.util.Optional;

/** The limits of a run, looked at before anything is paid for. */
final class Bounds {
    private Bounds() {}

    /** The limit that forbids another paid call now, if one does. */
    static Optional<StopReason> reached(StepWork work) {
        State state = work.before();
        Limits limits = state.limits();
        long tokens = state.usage().plus(work.calls().usage()).tokens();
        if (limits.maxTokens() != null && tokens >= limits.maxTokens()) {
            return Optional.of(StopReason.TOKEN_LIMIT);
        }
        if (limits.deadline() != null && !work.now().isBefore(limits.deadline())) {
            return Optional.of(StopReason.DEADLINE);
        }
        return Optional.empty();
    }

    /** As {@link #reached}, for a step that begins a round. */
    static Optional<StopReason> reachedBeforeRound(StepWork work) {
        State state = work.before();
        Integer maxRounds = state.limits().maxRounds();
        if (maxRounds != null && state.counters().rounds() >= maxRounds) {
            return Optional.of(StopReason.ROUND_LIMIT);
        }
        return reached(work);
    }

    static boolean noResetLeft(State state) {
        Integer maxResets = state.limits().maxResets();
        return maxResets != null && state.counters().resets() >= maxResets;
    }

    /** Ends the run: at once, or after the manager's best partial answer. */
    static void stop(StepWork work, StopReason reason) {
        work.event(EventType.LIMIT_REACHED, Map.of("limit", reason.word()));
        work.state().turn(null);
        if (work.before().limits().partialAnswer()) {
            work.state().stopping(reason);
            work.next(StepName.ANSWER);
        } else {
            work.finish(reason);
        }
    }
}
