package dev.cairn.core.step;

import dev.cairn.core.log.Entry;
import dev.cairn.core.log.Log;
import dev.cairn.core.log.Role;
import dev.cairn.core.log.Views;
import dev.cairn.core.port.Message;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A view of the log as the messages that one model is sent. */
final class Conversation {
    private Conversation() {}

    static List<Message> ofManager(Log log, Team team) {
        return messages(Prompts.manager(team), Views.ofManager(log), Entry.MANAGER);
    }

    static List<Message> ofParticipant(Log log, Participant participant, long viewStart) {
        return messages(
                Prompts.participant(participant),
                Views.ofParticipant(log, participant.name(), viewStart),
                participant.name());
    }

    private static List<Message> messages(String system, Stream<Entry> view, String viewer) {
        List<Message> messages = new ArrayList<>();
        messages.add(Message.system(system));
        view.forEach(entry -> messages.add(message(entry, viewer)));
        return messages;
    }

    /** One's own words come back as they were; the words of others come from a user, under the speaker's name. */
    private static Message message(Entry entry, String viewer) {
        if (entry.author().equals(viewer)) {
            return new Message(entry.role(), null, entry.content());
        }
        String name = entry.author().equals(Entry.USER) ? null : entry.author();
        return new Message(Role.USER, name, entry.content().textOnly());
    }
}
