package dev.cairn.core.step;

import dev.cairn.core.checkpoint.AnsweredRequest;
import dev.cairn.core.checkpoint.State;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.log.Entry;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.run.Storage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step decided: the entries it appended, the new state, and what next. */
record Draft(
        Instant at,
        StepName step,
        StepName next,
        RunStatus status,
        @Nullable StopReason stopReason,
        State state,
        List<Entry> appended,
        List<Occurrence> occurrences,
        @Nullable AnsweredRequest answered,
        Storage journal) {
    Draft {
        appended = List.copyOf(appended);
        occurrences = List.copyOf(occurrences);
    }
}
