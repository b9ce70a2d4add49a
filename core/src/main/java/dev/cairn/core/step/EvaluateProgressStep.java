package dev.cairn.core.step;

import dev.cairn.core.checkpoint.Turn;
import dev.cairn.core.event.EventType;
import dev.cairn.core.ledger.ProgressLedger;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.run.Counters;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.team.Participant;
import java.util.Map;
import java.util.Optional;

/** A round: the manager judges the progress and says who speaks next. */
final class EvaluateProgressStep implements Step {
    @Override
    public void take(StepWork work) {
        if (Bounds.noRoundLeft(work.before())) {
            Bounds.stop(work, StopReason.ROUND_LIMIT);
        } else {
            round(work);
        }
    }

    private static void round(StepWork work) {
        Counters counters = work.before().counters().nextRound();
        work.state().counters(counters);
        LedgerRound round = new LedgerRound(work);
        Optional<ProgressLedger> ledger = round.evaluate();
        if (ledger.isEmpty()) {
            work.notice("The manager gave no readable progress ledger in " + LedgerRound.ATTEMPTS
                    + " attempts; this counts as a stall.");
            stall(work, counters);
        } else {
            act(work, counters, round, ledger.get());
        }
    }

    private static void act(StepWork work, Counters counters, LedgerRound round, ProgressLedger ledger) {
        if (mustSpeak(work, counters, ledger)) {
            String wanted = ledger.nextSpeaker().answer();
            Optional<Participant> speaker = work.team().find(wanted);
            if (speaker.isPresent()) {
                decide(work, counters, ledger, speaker);
                return;
            }
            Optional<ProgressLedger> again = round.askAgainForSpeaker(wanted);
            ProgressLedger second = again.orElse(ledger);
            Optional<Participant> found = work.team().find(second.nextSpeaker().answer());
            if (found.isEmpty() && mustSpeak(work, counters, second)) {
                work.notice("The manager twice named a next speaker who is not on the team (\"" + wanted
                        + "\"); this counts as a stall.");
                stall(work, counters);
                return;
            }
            decide(work, counters, second, found);
            return;
        }
        decide(work, counters, ledger, Optional.empty());
    }

    /** Whether this ledger leads to a turn, so that it matters whom it names. */
    private static boolean mustSpeak(StepWork work, Counters counters, ProgressLedger ledger) {
        return !ledger.satisfied()
                && judged(counters, ledger).stalls() <= work.before().limits().maxStalls();
    }

    private static Counters judged(Counters counters, ProgressLedger ledger) {
        return ledger.stalled() ? counters.stalled() : counters.progressed();
    }

    private static void decide(StepWork work, Counters counters, ProgressLedger ledger, Optional<Participant> speaker) {
        if (ledger.satisfied()) {
            work.next(StepName.ANSWER);
            return;
        }
        if (ledger.stalled()) {
            stall(work, counters);
        } else {
            work.state().counters(counters.progressed());
            work.next(StepName.EVALUATE_PROGRESS);
        }
        if (judged(counters, ledger).stalls() <= work.before().limits().maxStalls()) {
            speaker.ifPresent(
                    one -> instruct(work, one, ledger.instructionOrQuestion().answer()));
        }
    }

    private static void stall(StepWork work, Counters counters) {
        Counters stalled = counters.stalled();
        int most = work.before().limits().maxStalls();
        work.state().counters(stalled);
        work.event(EventType.STALLED, Map.of("stalls", stalled.stalls(), "maxStalls", most));
        if (stalled.stalls() <= most) {
            work.next(StepName.EVALUATE_PROGRESS);
        } else if (Bounds.noResetLeft(work.before())) {
            Bounds.stop(work, StopReason.RESET_LIMIT);
        } else {
            work.next(StepName.REPLAN);
        }
    }

    private static void instruct(StepWork work, Participant speaker, String instruction) {
        long ordinal = work.append(
                Entry.MANAGER,
                Role.ASSISTANT,
                EntryKind.INSTRUCTION,
                new Audience.Only(speaker.name()),
                Content.text(instruction),
                null);
        work.event(EventType.INSTRUCTION, Map.of("entry", ordinal, "to", speaker.name()));
        work.state().turn(new Turn(speaker.name(), ordinal));
        work.next(StepName.AGENT_TURN);
    }
}
