package dev.cairn.models.rehearsal;

import dev.cairn.core.port.Message;
import dev.cairn.core.port.ModelRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who said how much in a conversation. Counted from the request alone, so that another process, a resumed run and a
 * replay all go on where the conversation is.
 */
final class Authors {
    private final String caller;
    private final List<Message> messages;
    private final Map<String, Integer> counts = new TreeMap<>();

    Authors(ModelRequest request) {
        this.caller = request.caller();
        this.messages = request.messages();
        messages.forEach(message -> counts.merge(author(message), 1, Integer::sum));
    }

    /** An unnamed message of the assistant's is the caller's own. */
    private String author(Message message) {
        if (message.name() != null) {
            return message.name();
        }
        return switch (message.role()) {
            case ASSISTANT -> caller;
            case SYSTEM -> "system";
            case USER -> "user";
            case TOOL -> "tool";
        };
    }

    int count(String author) {
        return counts.getOrDefault(author, 0);
    }

    Optional<String> last(String author) {
        return messages.reversed().stream()
                .filter(message -> author(message).equals(author))
                .map(message -> message.content().text())
                .findFirst();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
