package dev.cairn.core.step;

/**
 * One step of the machine: a decision made of the checkpoint it stands on, its input and the answers to its calls.
 * It changes nothing but its {@link StepWork}.
 */
interface Step {
    void take(StepWork work);
}
