package dev.cairn.core.step;

import dev.cairn.core.event.EventType;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.CallRecord;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.request.Response;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.Tool;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The tool calls of one turn. Which are done follows from the log alone. */
final class ToolLoop {
    private final StepWork work;
    private final Participant speaker;
    private final long begin;

    /** @param begin the ordinal of the instruction that began the turn */
    ToolLoop(StepWork work, Participant speaker, long begin) {
        this.work = work;
        this.speaker = speaker;
        this.begin = begin;
    }

    /** The first call of this turn that has no result yet. */
    Optional<ToolCall> outstanding() {
        List<Entry> turn = work.log()
                .from(begin)
                .filter(entry -> entry.author().equals(speaker.name()))
                .toList();
        Set<String> done = new HashSet<>();
        List<ToolCall> wanted = List.of();
        for (Entry entry : turn) {
            if (entry.kind() == EntryKind.TOOL_CALL) {
                wanted = entry.content().toolCalls();
                done.clear();
            } else if (entry.kind() == EntryKind.TOOL_RESULT) {
                done.add(Objects.requireNonNullElse(entry.content().toolCallId(), ""));
            }
        }
        return wanted.stream().filter(call -> !done.contains(call.id())).findFirst();
    }

    /** Gets the call its result; true if a person must be asked first, so that the turn is parked. */
    boolean parks(ToolCall call) {
        Optional<Tool> tool = speaker.tool(call.name());
        if (tool.isEmpty()) {
            result(
                    call,
                    Content.toolResult(
                            call.id(),
                            "There is no tool named " + call.name() + ". Your tools are: "
                                    + speaker.tools().stream().map(Tool::name).toList()),
                    null,
                    true);
            return false;
        }
        if (tool.get().asksPerson()) {
            ask(call, requestType(tool.get()));
            return true;
        }
        Response approval = approval(call);
        if (tool.get().needsApproval() && approval == null) {
            ask(call, RequestType.TOOL_APPROVAL);
            return true;
        }
        run(tool.get(), call, approval);
        return false;
    }

    private static RequestType requestType(Tool tool) {
        return tool.kind().equals(Tool.REQUEST)
                ? new RequestType(Objects.requireNonNullElse(tool.requestType(), tool.name()))
                : RequestType.QUESTION;
    }

    private void run(Tool tool, ToolCall call, @Nullable Response approval) {
        JsonNode edited = approval == null ? null : approval.arguments();
        Calls.Answer answer = work.calls()
                .tool(
                        tool,
                        call,
                        edited == null ? call.arguments() : edited,
                        work.idempotencyKey(ordinalOf(call), call.id()));
        JsonNode items = answer.content().items();
        result(
                call,
                answer.content(),
                answer.call(),
                items != null && items.path("failed").asBoolean(false));
    }

    private void result(ToolCall call, Content content, @Nullable CallRecord record, boolean failed) {
        long ordinal = work.append(
                speaker.name(),
                Role.TOOL,
                EntryKind.TOOL_RESULT,
                new Audience.Private(speaker.name()),
                content,
                record);
        work.event(EventType.TOOL_RESULT, Map.of("entry", ordinal, "tool", call.name(), "failed", failed));
    }

    /** The person's approval of this call. A provider may give the id of an earlier call of the turn again. */
    private @Nullable Response approval(ToolCall call) {
        return work.log()
                .from(ordinalOf(call))
                .filter(entry -> entry.kind() == EntryKind.RESPONSE
                        && call.id().equals(entry.content().toolCallId()))
                .map(entry -> entry.content().items())
                .filter(Objects::nonNull)
                .map(items -> Json.fromTree(items, Response.class))
                .findFirst()
                .orElse(null);
    }

    private void ask(ToolCall call, RequestType type) {
        Instant opened = work.now();
        work.ask(new OpenRequest(
                work.newRequestId(),
                type,
                opened,
                opened.plus(work.requestTtl()),
                null,
                null,
                false,
                null,
                ordinalOf(call),
                call.id()));
    }

    private long ordinalOf(ToolCall call) {
        return work.log()
                .from(begin)
                .filter(entry -> entry.kind() == EntryKind.TOOL_CALL
                        && entry.author().equals(speaker.name())
                        && entry.content().toolCalls().contains(call))
                .mapToLong(Entry::ordinal)
                .max()
                .orElseThrow(() -> new IllegalStateException("tool call " + call.id() + " stands in no entry"));
    }
}
