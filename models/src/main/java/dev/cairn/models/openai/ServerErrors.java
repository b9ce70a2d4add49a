package dev.cairn.models.openai;

import dev.cairn.core.json.Json;
import dev.cairn.models.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What servers say of errors, made fit to be shown: one line, not too long, without keys. */
final class ServerErrors {
    private static final int LONGEST = 500;
    private static final Pattern KEY_LIKE =
            Pattern.compile("(?i)\\b(sk|rk|pk)-[A-Za-z0-9_*.-]{4,}|\\bbearer\\s+[^\\s\"',;]+");

    private final Optional<Secret> key;

    ServerErrors(Optional<Secret> key) {
        this.key = key;
    }

    /** An error's body, whatever its form: OpenAI's object, a plain message, or text. */
    JsonNode read(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            JsonNode tree = Json.tree(text);
            return tree.has("error") ? tree.get("error") : tree;
        } catch (JacksonException notJson) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }

    String message(JsonNode error) {
        if (error.isString()) {
            return shown(error.stringValue());
        }
        for (String field : new String[] {"message", "detail", "msg"}) {
            if (error.path(field).isString()) {
                return shown(error.path(field).stringValue());
            }
        }
        return error.isEmpty() ? "" : shown(Json.text(error));
    }

    String shown(String text) {
        String known = key.map(secret -> text.replace(secret.value(), "***")).orElse(text);
        String line = KEY_LIKE.matcher(known)
                .replaceAll("***")
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }
}
