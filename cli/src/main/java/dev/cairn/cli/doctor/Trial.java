package dev.cairn.cli.doctor;

import dev.cairn.cli.CliException;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.Page;
import dev.cairn.cli.api.Pause;
import dev.cairn.cli.api.RequestView;
import dev.cairn.cli.api.RunView;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rehearsal, played on a server from its start over the approval of its plan to its answer, and then deleted. What
 * stands still on the way says which part of a deployment is not well. It calls no model.
 */
public final class Trial {
    /** A cold deployment takes some twenty seconds for the whole of it. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private static final Duration BREATH = Duration.ofSeconds(1);

    private final CairnApi api;
    private final Hints hints;
    private final InstantSource clock;
    private final Pause pause;
    private final List<Finding> findings = new ArrayList<>();

    public Trial(CairnApi api, Hints hints, InstantSource clock, Pause pause) {
        this.api = api;
        this.hints = hints;
        this.clock = clock;
        this.pause = pause;
    }

    /** @param idempotencyKey under which the run is started */
    public List<Finding> play(String idempotencyKey) {
        String run = start(idempotencyKey);
        if (run != null && plans(run) && answers(run)) {
            delete(run);
        } else if (run != null) {
            findings.add(Finding.warn(
                    "trial",
                    "run " + run + " is left for you to look at",
                    hints.command("show", run) + "; then " + hints.command("cancel", run) + " and "
                            + hints.command("delete", run)));
        }
        return findings;
    }

    private @Nullable String start(String idempotencyKey) {
        ObjectNode body = CairnApi.object()
                .put("task", "Is this deployment well?")
                .put("planReview", "always")
                .put("ttlDays", 1);
        body.set("team", Json.toTree(NamedTeams.shippedDefault()));
        body.putObject("labels").put("cairn", "trial");
        try {
            String run = api.create(body, idempotencyKey).path("runId").asString("");
            findings.add(Finding.ok("start", "run " + run + " is open"));
            return run;
        } catch (CliException e) {
            findings.add(EndpointChecks.refused("start", e));
            return null;
        }
    }

    private boolean plans(String runId) {
        return reaches("plan", runId, RunStatus.WAITING, "the plan waits for its approval")
                && does("approve", () -> {
                    String request = api.run(runId)
                            .pendingRequest()
                            .map(RequestView::requestId)
                            .orElse("");
                    api.respond(runId, request, CairnApi.object().put("decision", DecisionKind.APPROVE.word()));
                    return "the approval was taken";
                });
    }

    private boolean answers(String runId) {
        return reaches("answer", runId, RunStatus.SUCCEEDED, "the run went on and has its answer");
    }

    private void delete(String runId) {
        does("delete", () -> {
            api.delete(runId);
            return "run " + runId + " is deleted";
        });
    }

    private interface Deed {
        String told();
    }

    private boolean does(String name, Deed deed) {
        try {
            findings.add(Finding.ok(name, deed.told()));
            return true;
        } catch (CliException e) {
            findings.add(EndpointChecks.refused(name, e));
            return false;
        }
    }

    private boolean reaches(String name, String runId, RunStatus status, String told) {
        Instant from = clock.instant();
        Finding finding;
        try {
            RunView run = settled(runId, status, from.plus(LONG_ENOUGH));
            Duration took = Duration.between(from, clock.instant());
            finding = run.is(status)
                    ? Finding.ok(name, told + ", after " + Amounts.count(took.toSeconds(), "second"))
                    : Finding.fail(name, why(run), advice(run));
        } catch (CliException e) {
            finding = EndpointChecks.refused(name, e);
        }
        findings.add(finding);
        return finding.grade() == Finding.Grade.OK;
    }

    /** Once it is as wished, or will not get there by itself, or it took too long. */
    private RunView settled(String runId, RunStatus wished, Instant until) {
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
