package dev.cairn.core.step;

import dev.cairn.core.cache.RecentlyUsed;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.Log;
import dev.cairn.core.log.Role;
import dev.cairn.core.log.Views;
import dev.cairn.core.port.Message;
import dev.cairn.core.port.Messages;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.Team;
import java.util.List;
import java.util.function.Predicate;

/**
 * The views of a log as the messages that one model is sent. What a warm process has made of a run's log it goes on
 * from, so that a step adds only what is new to it.
 */
public final class Conversations {
    private static final int USUAL_MESSAGE = 2 * 1024;

    private final RecentlyUsed<Viewer, Told> told;

    /** @param maxMessages how many messages of up to 2 KB are kept at most, a longer one counting as several */
    public Conversations(int maxMessages) {
        told = new RecentlyUsed<>(
                maxMessages, one -> one.messages().size() + one.messages().characters() / USUAL_MESSAGE);
    }

    /** @param start the ordinal from which the view starts again */
    private record Viewer(RunKey run, String name, String system, long start) {}

    /**
     * What a viewer was told of a log up to an entry.
     *
     * @param last of the log then, this very object: a run's log only grows, so a log with it at its place begins with
     *     all that went before
     */
    private record Told(Entry last, Messages messages) {
        // An equal entry is not enough: what went before it may differ.
        @SuppressWarnings("ReferenceEquality")
        boolean beginsOf(Log log) {
            return last.ordinal() < log.size() && log.entry(last.ordinal()) == last;
        }
    }

    Messages ofManager(RunKey run, Log log, Team team) {
        return messages(new Viewer(run, Entry.MANAGER, Prompts.manager(team), 0), log, Views.ofManager());
    }

    Messages ofParticipant(RunKey run, Log log, Participant participant, long viewStart) {
        return messages(
                new Viewer(run, participant.name(), Prompts.participant(participant), viewStart),
                log,
                Views.ofParticipant(participant.name(), viewStart));
    }

    private Messages messages(Viewer viewer, Log log, Predicate<Entry> seen) {
        Told before = told.get(viewer).filter(one -> one.beginsOf(log)).orElse(null);
        Messages known = before == null ? Messages.of(List.of(Message.system(viewer.system()))) : before.messages();
        Messages now = known.plus(log.from(before == null ? 0 : before.last().ordinal() + 1)
                .filter(seen)
                .map(entry -> message(entry, viewer.name()))
                .toList());
        told.put(viewer, new Told(log.entry(log.size() - 1), now));
        return now;
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
