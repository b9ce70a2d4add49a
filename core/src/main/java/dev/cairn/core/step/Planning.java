package dev.cairn.core.step;

import dev.cairn.core.checkpoint.State;
import dev.cairn.core.event.EventType;
import dev.cairn.core.json.Digest;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.run.StepName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts, plan, and what follows a plan: a review, or its publication to everybody. */
final class Planning {
    private Planning() {}

    /** The two calls that make a plan, first or anew. */
    static void plan(
            StepWork work, Purpose factsFor, String factsPrompt, Purpose planFor, String planPrompt, EventType event) {
        long facts = ManagerVoice.say(work, factsFor, factsPrompt, EntryKind.FACTS, Audience.manager());
        long plan = ManagerVoice.say(work, planFor, planPrompt, EntryKind.PLAN, Audience.manager());
        work.state().facts(facts);
        work.state().plan(plan);
        work.event(event, Map.of("facts", facts, "entry", plan));
    }

    /** A person reviews the plan where the run says so; else it stands. */
    static void reviewOrPublish(StepWork work, boolean afterStall) {
        work.state().afterStall(afterStall);
        State now = work.state().build();
        Long plan = now.plan();
        if (plan != null && now.planReview().asks(afterStall)) {
            Instant opened = work.now();
            work.ask(new OpenRequest(
                    work.newRequestId(),
                    RequestType.PLAN_REVIEW,
                    opened,
                    opened.plus(work.requestTtl()),
                    plan,
                    Digest.hex(work.log().text(plan)),
                    afterStall,
                    ledgerShown(now, afterStall),
                    null,
                    null));
        } else {
            publish(work);
        }
    }

    private static @Nullable Long ledgerShown(State now, boolean afterStall) {
        return afterStall ? now.progressLedger() : null;
    }

    /** The plan stands: everybody gets the task ledger, and the rounds begin. */
    static void publish(StepWork work) {
        State now = work.state().build();
        long ledger = work.append(
                Entry.MANAGER,
                Role.ASSISTANT,
                EntryKind.TASK_LEDGER,
                Audience.everybody(),
                Content.text(
                        Prompts.taskLedger(work.task(), work.team(), text(work, now.facts()), text(work, now.plan()))),
                null);
        work.state().taskLedger(ledger);
        work.state().request(null);
        work.next(StepName.EVALUATE_PROGRESS);
    }

    private static String text(StepWork work, @Nullable Long ordinal) {
        return ordinal == null ? "" : work.log().text(ordinal);
    }
}
