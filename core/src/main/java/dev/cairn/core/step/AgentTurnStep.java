package dev.cairn.core.step;

import dev.cairn.core.checkpoint.Turn;
import dev.cairn.core.event.EventType;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.StepName;
import dev.cairn.core.team.Participant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A participant's turn: model calls and tool calls in turn until it replies. Where a person must be asked, and where an
 * invocation's time runs short, the turn is parked in a checkpoint and taken up from the log.
 */
final class AgentTurnStep implements Step {
    @Override
    public void take(StepWork work) {
        Turn turn = work.before().turn();
        if (turn == null) {
            throw new IllegalStateException("run " + work.run() + " has no turn under way");
        }
        Participant speaker = work.team().participant(turn.speaker());
        ToolLoop tools = new ToolLoop(work, speaker, turn.instruction());
        // An invocation that began short of time still makes one call, or the turn would never end.
        boolean called = false;
        while (true) {
            Optional<ToolCall> outstanding = tools.outstanding();
            if (outstanding.isPresent()) {
                if (called && work.isFull()) {
                    work.next(StepName.AGENT_TURN);
                    return;
                }
                if (tools.parks(outstanding.get())) {
                    return;
                }
                called = true;
                continue;
            }
            if (called && work.isFull()) {
                work.next(StepName.AGENT_TURN);
                return;
            }
            if (replied(work, speaker)) {
                work.state().turn(null);
                work.next(StepName.EVALUATE_PROGRESS);
                return;
            }
            called = true;
        }
    }

    /** One model call; false if it asks for tools. */
    private static boolean replied(StepWork work, Participant speaker) {
        ModelRequest request = new ModelRequest(
                speaker.model(), speaker.name(), Purpose.TURN, work.as(speaker), speaker.tools(), null);
        Calls.Answer answer = work.model(request, work.deltas(speaker.name()));
        List<ToolCall> calls = answer.content().toolCalls();
        if (calls.isEmpty()) {
            long ordinal = work.append(
                    speaker.name(),
                    Role.ASSISTANT,
                    EntryKind.REPLY,
                    Audience.everybody(),
                    answer.content(),
                    answer.call());
            work.event(EventType.AGENT_MESSAGE, Map.of("entry", ordinal, "author", speaker.name()));
            return true;
        }
        long ordinal = work.append(
                speaker.name(),
                Role.ASSISTANT,
                EntryKind.TOOL_CALL,
                new Audience.Private(speaker.name()),
                answer.content(),
                answer.call());
        work.event(
                EventType.TOOL_CALL,
                Map.of(
                        "entry",
                        ordinal,
                        "author",
                        speaker.name(),
                        "tools",
                        calls.stream().map(ToolCall::name).toList()));
        return false;
    }
}
