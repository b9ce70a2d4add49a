package dev.cairn.functions.handler;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.StepName;
import dev.cairn.core.step.StepRunner;

/** One step: loads what the pointer names, does it, commits it, answers the next pointer. */
final class StepHandler implements Work<Pointer> {
    /** With less left, a turn commits what it has and goes on in the next invocation. */
    private static final int TWO_MINUTES = 120_000;

    private final StepName step;
    private final StepRunner steps;

    StepHandler(StepName step, StepRunner steps) {
        this.step = requireNonNull(step, "step is null");
        this.steps = requireNonNull(steps, "steps is null");
    }

    @Override
    public Pointer answer(Pointer pointer, Context context) {
        return steps.take(step, pointer, () -> context.getRemainingTimeInMillis() < TWO_MINUTES);
    }
}
