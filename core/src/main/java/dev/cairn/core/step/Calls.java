package dev.cairn.core.step;

import dev.cairn.core.checkpoint.Journal;
import dev.cairn.core.checkpoint.JournalEntry;
import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.CallRecord;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.port.ToolRunner;
import dev.cairn.core.replay.Recorded;
import dev.cairn.core.run.Storage;
import dev.cairn.core.run.Usage;
import dev.cairn.core.team.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The paid calls of one step: each is answered from the journal if an earlier attempt at the step completed it, else
 * from the parent's record in a recorded replay, else live. A completed call is journaled before the next begins.
 */
final class Calls {
    private static final JsonNode FAILED = Json.toTree(Map.of("failed", true));

    private final ModelClient models;
    private final ToolRunner tools;
    private final Journal journal;
    private final Recorded recorded;
    private final boolean recordedReplay;
    private int ordinal;
    private @Nullable JournalEntry unwritten;
    private Usage usage = Usage.ZERO;
    private boolean missed;

    Calls(ModelClient models, ToolRunner tools, Journal journal, Recorded recorded, boolean recordedReplay) {
        this.models = models;
        this.tools = tools;
        this.journal = journal;
        this.recorded = recorded;
        this.recordedReplay = recordedReplay;
    }

    /** What a call gave, to be appended to the log. */
    record Answer(Content content, CallRecord call) {}

    /** @param allowed called before the call is paid for; what it throws forbids the call */
    Answer model(ModelRequest request, ModelClient.Deltas deltas, Runnable allowed) {
        String hash = request.hash();
        JournalEntry entry = answer(hash, true, () -> {
            allowed.run();
            ModelResponse response = models.call(request, deltas);
            return new JournalEntry(
                    new CallRecord(hash, response.inputTokens(), response.outputTokens()), response.content(), false);
        });
        return new Answer(entry.content(), entry.call());
    }

    /** @param approved the arguments to call it with, which may be other than the model's */
    Answer tool(Tool tool, ToolCall call, JsonNode approved, String idempotencyKey) {
        String hash = toolHash(tool.name(), approved);
        JournalEntry entry = answer(hash, false, () -> {
            ToolRunner.Result result = tools.run(
                    new ToolRunner.Invocation(tool, new ToolCall(call.id(), call.name(), approved), idempotencyKey));
            return new JournalEntry(
                    new CallRecord(hash, 0, 0),
                    new Content(result.text(), null, call.id(), result.failed() ? FAILED : null),
                    result.failed());
        });
        // A recorded result may stem from a call with another id of the provider's.
        Content content = entry.content();
        return new Answer(new Content(content.text(), null, call.id(), content.items()), entry.call());
    }

    static String toolHash(String tool, JsonNode arguments) {
        return Digest.hexOfJson(Map.of("tool", tool, "arguments", arguments));
    }

    private JournalEntry answer(String hash, boolean paid, Supplier<JournalEntry> live) {
        JournalEntry last = unwritten;
        if (last != null) {
            // Whoever lost the race for this entry has already used its own answer, so it must start over.
            if (!journal.write(ordinal - 1, last).equals(last)) {
                throw new LostRaceException();
            }
            unwritten = null;
        }
        int mine = ordinal++;
        // Once one call was not held the run is another one, and nothing of the record belongs to it.
        Optional<Entry> held = missed ? Optional.empty() : recorded.take(hash);
        if (held.isPresent()) {
            CallRecord call = held.get().call();
            return new JournalEntry(
                    call == null ? new CallRecord(hash, 0, 0) : call, held.get().content(), false);
        }
        Optional<JournalEntry> journaled = journal.read(mine, hash);
        JournalEntry entry = journaled.orElseGet(live);
        // Not before: a call that a limit forbids is not missed, since the parent did not make it either.
        missed |= recordedReplay;
        if (journaled.isEmpty()) {
            unwritten = entry;
        }
        if (paid) {
            usage = usage.plus(
                    Usage.ofCall(entry.call().inputTokens(), entry.call().outputTokens()));
        }
        return entry;
    }

    /** What the calls so far cost; recorded answers cost nothing. */
    Usage usage() {
        return usage;
    }

    /** What is kept of the completed calls until the step is, and stays with its run. */
    Storage journal() {
        return journal.storage();
    }

    /** The keys of what was kept of completed calls and could not be read. */
    List<String> damaged() {
        return journal.damaged();
    }

    /** Whether a recorded replay met a call that the record does not hold. */
    boolean missed() {
        return missed;
    }

    /** Another attempt at this step got its answer in first; done again, the step takes that answer. */
    static final class LostRaceException extends RuntimeException {
        LostRaceException() {
            super("another attempt at this step was first");
        }
    }
}
