package dev.cairn.core.step;

import dev.cairn.core.event.EventType;
import dev.cairn.core.ledger.MalformedLedgerException;
import dev.cairn.core.ledger.ProgressLedger;
import dev.cairn.core.ledger.ProgressLedgerReader;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.port.Message;
import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of one progress evaluation, every one of which enters the log. */
final class LedgerRound {
    static final int ATTEMPTS = 3;

    private final StepWork work;
    private final List<Message> prompts = new ArrayList<>();

    LedgerRound(StepWork work) {
        this.work = work;
        prompts.add(Message.user(Prompts.progressLedger(work.task(), work.team())));
    }

    /** Up to three attempts, each told what was wrong with the one before; empty if none was a ledger. */
    Optional<ProgressLedger> evaluate() {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<ProgressLedger> ledger = attempt();
            if (ledger.isPresent()) {
                return ledger;
            }
        }
        return Optional.empty();
    }

    /** One more attempt, for a whole ledger whose speaker is somebody. */
    Optional<ProgressLedger> askAgainForSpeaker(String unknown) {
        prompts.add(Message.user(Prompts.ledgerUnknownSpeaker(unknown, work.team())));
        return attempt();
    }

    private Optional<ProgressLedger> attempt() {
        Calls.Answer answer = ManagerVoice.ask(
                work, Purpose.PROGRESS_LEDGER, prompts, ProgressLedgerReader.SCHEMA, ModelClient.Deltas.NONE);
        long ordinal = work.append(
                Entry.MANAGER,
                Role.ASSISTANT,
                EntryKind.PROGRESS_LEDGER,
                Audience.nobody(),
                answer.content(),
                answer.call());
        prompts.add(new Message(Role.ASSISTANT, null, answer.content()));
        try {
            ProgressLedger ledger = ProgressLedgerReader.read(answer.content().text());
            work.state().progressLedger(ordinal);
            work.event(
                    EventType.PROGRESS_LEDGER,
                    Map.of("entry", ordinal, "round", work.state().counters().rounds()));
            return Optional.of(ledger);
        } catch (MalformedLedgerException e) {
            prompts.add(Message.user(Prompts.ledgerMalformed(e.fault())));
            return Optional.empty();
        }
    }
}
