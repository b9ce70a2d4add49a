package dev.cairn.core.step;

import dev.cairn.core.checkpoint.State;
import dev.cairn.core.event.EventType;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.port.ModelRequest.Purpose;

/** Facts and plan anew: because a person asked for it, or because the team stalled and starts again. */
final class ReplanStep implements Step {
    @Override
    public void take(StepWork work) {
        Long feedback = work.before().feedback();
        if (feedback == null) {
            reset(work);
        } else {
            revise(work, work.log().text(feedback));
        }
    }

    private static void revise(StepWork work, String feedback) {
        State before = work.before();
        work.state().feedback(null);
        work.state().counters(before.counters().revised());
        replan(work, Prompts.revised(feedback));
        Planning.reviewOrPublish(work, before.afterStall());
    }

    /** The manager writes with everything in view; only then comes the mark behind which the participants start. */
    private static void reset(StepWork work) {
        work.state().counters(work.before().counters().reset());
        replan(work, Prompts.stalled());
        long mark =
                work.append(Entry.CAIRN, Role.SYSTEM, EntryKind.RESET, Audience.nobody(), Content.text("reset"), null);
        work.state().viewStart(mark + 1);
        work.entryEvent(EventType.RESET, mark);
        Planning.reviewOrPublish(work, true);
    }

    private static void replan(StepWork work, String occasion) {
        Planning.plan(
                work,
                Purpose.FACTS_UPDATE,
                Prompts.factsUpdate(occasion),
                Purpose.PLAN_UPDATE,
                Prompts.planUpdate(occasion, work.team()),
                EventType.REPLANNED);
    }
}
