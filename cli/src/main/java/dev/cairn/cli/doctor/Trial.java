package dev.cairn.cli.doctor;

import dev.cairn.cli.CliException;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.Page;
import dev.cairn.cli.api.Pause;
import dev.cairn.cli.api.RequestView;
import dev.cairn.cli.api.RunView;
import dev.cairn.cli.api.UnreachableException;
import dev.cairn.cli.follow.Amounts;
import dev.cairn.cli.follow.Hints;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.core.json.Json;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.run.RunStatus;
import dev.cairn.functions.team.NamedTeams;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rehearsal, played on a server from its start over the approval of its plan to its answer, and then deleted. What
 * stands still on the way says which part of a deployment is not well. It calls no model.
 */
public final class Trial {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final CairnApi api;
    private final Hints hints;
    private final InstantSource clock;
    private final Pause pause;
    private final List<Finding> findings = new ArrayList<>();

    /** The id of the run; empty until it is open. */
    private String runId = "";

    public Trial(CairnApi api, Hints hints, InstantSource clock, Pause pause) {
        this.api = api;
        this.hints = hints;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * To be called once.
     *
     * @param idempotencyKey under which the run is started
     */
    public List<Finding> play(String idempotencyKey) {
        if (starts(idempotencyKey)
                && !(reaches("plan", RunStatus.WAITING, "the plan waits for its approval")
                        && approves()
                        && reaches("answer", RunStatus.SUCCEEDED, "the run went on and has its answer")
                        && deletes())) {
            findings.add(Finding.warn(
                    "trial",
                    "run " + runId + " is left for you to look at",
                    hints.command("show", runId) + "; then " + hints.command("cancel", runId) + " and "
                            + hints.command("delete", runId)));
        }
        return findings;
    }

    private boolean starts(String idempotencyKey) {
        ObjectNode body = CairnApi.object()
                .put("task", "Is this deployment well?")
                .put("planReview", "always")
                .put("ttlDays", 1);
        body.set("team", Json.toTree(NamedTeams.shippedDefault()));
        body.putObject("labels").put("cairn", "trial");
        try {
            runId = api.create(body, idempotencyKey).path("runId").asString("");
            findings.add(Finding.ok("start", "run " + runId + " is open"));
            return true;
        } catch (UnreachableException lost) {
            findings.add(EndpointChecks.unanswered("start", lost));
            findings.add(Finding.warn(
                    "trial", "a run may be left for you to look at", hints.command("list", "--label", "cairn=trial")));
        } catch (CliException refused) {
            findings.add(EndpointChecks.refused("start", refused));
        }
        return false;
    }

    private boolean approves() {
        return finds("approve", () -> {
            String request =
                    api.run(runId).pendingRequest().map(RequestView::requestId).orElse("");
            api.respond(runId, request, CairnApi.object().put("decision", DecisionKind.APPROVE.word()));
            return Finding.ok("approve", "the approval was taken");
        });
    }

    private boolean deletes() {
        return finds("delete", () -> {
            api.delete(runId);
            return Finding.ok("delete", "run " + runId + " is deleted");
        });
    }

    private boolean reaches(String name, RunStatus status, String told) {
        return finds(name, () -> {
            Instant from = clock.instant();
            RunView run = settled(status, from.plus(LONG_ENOUGH));
            Duration took = Duration.between(from, clock.instant());
            return run.is(status)
                    ? Finding.ok(name, told + ", after " + Amounts.count(took.toSeconds(), "second"))
                    : Finding.fail(name, why(run), advice(run));
        });
    }

    private boolean finds(String name, Supplier<Finding> look) {
        Finding finding = EndpointChecks.seen(name, look);
        findings.add(finding);
        return finding.grade() == Finding.Grade.OK;
    }

    /** Once it is as wished, or will not get there by itself, or it took too long. */
    private RunView settled(RunStatus wished, Instant until) {
        String after = null;
        while (true) {
            RunView run = api.run(runId);
            if (run.is(wished) || run.hasEnded() || clock.instant().isAfter(until)) {
                return run;
            }
            Page page = api.events(runId, after, CairnApi.LONGEST_WAIT);
            after = page.next();
            if (page.items().isEmpty()) {
                pause.during(BREATH);
            }
        }
    }

    private static String why(RunView run) {
        if (!run.hasEnded()) {
            return "after " + Amounts.count(LONG_ENOUGH.toSeconds(), "second") + " it is "
                    + SafeText.line(run.statusWord()) + " still";
        }
        return "it is " + SafeText.line(run.statusWord()) + ": " + SafeText.line(run.error());
    }

    private static String advice(RunView run) {
        return run.hasEnded()
                ? "mend what it names; docs/operations.md has the alarms and what to do"
                : "look at the execution whose name begins with " + run.runId()
                        + " in the state machine of the stack, and at the logs of the function that it stands in";
    }
}
