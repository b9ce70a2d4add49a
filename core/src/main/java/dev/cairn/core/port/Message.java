package dev.cairn.core.port;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.log.Content;
import dev.cairn.core.log.Role;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation as one model sees it.
 *
 * @param name who speaks, where that is another than the role says: a client tells the model so
 */
public record Message(Role role, @Nullable String name, Content content) {
    public Message {
        requireNonNull(role, "role is null");
        requireNonNull(content, "content is null");
    }

    public static Message system(String text) {
        return new Message(Role.SYSTEM, null, Content.text(text));
    }

    public static Message user(String text) {
        return new Message(Role.USER, null, Content.text(text));
    }
}
