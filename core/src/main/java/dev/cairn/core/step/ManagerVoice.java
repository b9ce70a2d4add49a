package dev.cairn.core.step;

import dev.cairn.core.log.Audience;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.port.Message;
import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.OutputSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The manager, asked something from its view of the log. */
final class ManagerVoice {
    private ManagerVoice() {}

    static Calls.Answer ask(StepWork work, Purpose purpose, String prompt) {
        return ask(work, purpose, List.of(Message.user(prompt)), null, ModelClient.Deltas.NONE);
    }

    static Calls.Answer ask(
            StepWork work,
            Purpose purpose,
            List<Message> prompts,
            @Nullable OutputSchema output,
            ModelClient.Deltas deltas) {
        ModelRequest request = new ModelRequest(
                work.team().manager().model(),
                Entry.MANAGER,
                purpose,
                work.asManager().plus(prompts),
                List.of(),
                output);
        return work.model(request, deltas);
    }

    /** Asks and keeps the answer in the log; returns its ordinal. */
    static long say(StepWork work, Purpose purpose, String prompt, EntryKind kind, Audience audience) {
        Calls.Answer answer = ask(work, purpose, List.of(Message.user(prompt)), null, deltasFor(work, kind));
        return work.append(Entry.MANAGER, Role.ASSISTANT, kind, audience, answer.content(), answer.call());
    }

    private static ModelClient.Deltas deltasFor(StepWork work, EntryKind kind) {
        return kind == EntryKind.ANSWER ? work.deltas(Entry.MANAGER) : ModelClient.Deltas.NONE;
    }
}
