package dev.cairn.core.port;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Json;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Tool;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call to a model. Nothing of the run (ids, times) is in it, so that the same question has the same hash in every
 * replay.
 *
 * @param caller who asks: {@code manager} or a participant's name
 * @param purpose what for, for scripted models and metrics; not shown to the model and not hashed
 */
public record ModelRequest(
        ModelName model,
        String caller,
        Purpose purpose,
        Messages conversation,
        List<Tool> tools,
        @Nullable OutputSchema output) {
    public ModelRequest {
        requireNonNull(model, "model is null");
        requireNonNull(caller, "caller is null");
        requireNonNull(purpose, "purpose is null");
        requireNonNull(conversation, "conversation is null");
        tools = List.copyOf(tools);
    }

    /** What a call is for. */
    public enum Purpose {
        FACTS,
        PLAN,
        FACTS_UPDATE,
        PLAN_UPDATE,
        PROGRESS_LEDGER,
        TURN,
        ANSWER,
        PARTIAL_ANSWER;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** SHA-256, hex, over what the model sees. */
    public String hash() {
        MessageDigest digest = conversation.digest();
        Messages.addText(model.toString(), digest);
        if (!tools.isEmpty()) {
            digest.update(Digest.ofJson(tools));
        }
        if (output != null) {
            digest.update(Digest.ofJson(output));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    public List<Message> messages() {
        return conversation.asList();
    }

    /** For messages to people; holds no conversation. */
    @Override
    public String toString() {
        return "ModelRequest[" + model + ", " + purpose.word() + " for " + caller + ", " + conversation.size()
                + " messages, schema " + (output == null ? "none" : Json.text(output.name())) + "]";
    }
}
