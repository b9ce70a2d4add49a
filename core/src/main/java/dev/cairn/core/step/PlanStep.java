package dev.cairn.core.step;

import dev.cairn.core.event.EventType;
import dev.cairn.core.port.ModelRequest.Purpose;

/** The first facts and the first plan. */
final class PlanStep implements Step {
    @Override
    public void take(StepWork work) {
        Planning.plan(
                work, Purpose.FACTS, Prompts.facts(), Purpose.PLAN, Prompts.plan(work.team()), EventType.PLAN_CREATED);
        Planning.reviewOrPublish(work, false);
    }
}
