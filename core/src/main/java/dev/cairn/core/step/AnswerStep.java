package dev.cairn.core.step;

import dev.cairn.core.event.EventType;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.StopReason;

/** The final answer, or the best partial one when a limit was reached. */
final class AnswerStep implements Step {
    @Override
    public void take(StepWork work) {
        StopReason stopping = work.before().stopping();
        boolean partial = stopping != null;
        StopReason reason = stopping == null ? StopReason.SATISFIED : stopping;
        long answer = ManagerVoice.say(
                work,
                partial ? Purpose.PARTIAL_ANSWER : Purpose.ANSWER,
                partial ? Prompts.partialAnswer(work.task(), reason) : Prompts.answer(work.task()),
                EntryKind.ANSWER,
                Audience.everybody());
        work.state().answer(answer);
        work.finish(reason);
        work.event(EventType.FINAL_ANSWER, java.util.Map.of("entry", answer, "partial", partial));
    }
}
