package dev.cairn.core.port;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Json;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Tool;
import java.nio.charset.StandardCharsets;
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
        List<Message> messages,
        List<Tool> tools,
        @Nullable OutputSchema output) {
    public ModelRequest {
        requireNonNull(model, "model is null");
        requireNonNull(caller, "caller is null");
        requireNonNull(purpose, "purpose is null");
        messages = List.copyOf(messages);
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
        MessageDigest digest = Digest.sha256();
        digest.update(text(model.toString()));
        for (Message message : messages) {
            digest.update(text(message.role().name()));
            digest.update(text(message.name() == null ? "" : message.name()));
            message.content().addTo(digest);
        }
        if (!tools.isEmpty()) {
            digest.update(Digest.ofJson(tools));
        }
        if (output != null) {
            digest.update(Digest.ofJson(output));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Ends in a byte that no UTF-8 text holds, so that neighbours cannot run into each other. */
    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] ended = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        ended[bytes.length] = (byte) 0xff;
        return ended;
    }

    /** For messages to people; holds no conversation. */
    @Override
    public String toString() {
        return "ModelRequest[" + model + ", " + purpose.word() + " for " + caller + ", " + messages.size()
                + " messages, schema " + (output == null ? "none" : Json.text(output.name())) + "]";
    }
}
