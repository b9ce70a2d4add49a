package dev.cairn.functions.handler;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Json;
import dev.cairn.core.lifecycle.HistoryItem;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.LimitsPatch;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.functions.TeamCatalog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a person types to start an execution: the body of POST /runs, or that of a replay with the run beside it. */
final class ConsoleInput {
    private final TeamCatalog teams;

    ConsoleInput(TeamCatalog teams) {
        this.teams = requireNonNull(teams, "teams is null");
    }

    private record Task(
            String task,
            @Nullable JsonNode team,
            @Nullable PlanReview planReview,
            @Nullable LimitsPatch limits,
            @Nullable Map<String, String> labels,
            @Nullable Integer ttlDays,
            @Nullable List<HistoryItem> history) {}

    private record Replay(
            RunId runId,
            CheckpointId checkpointId,
            @Nullable ReplayMode mode,
            @Nullable Edits edits,
            @Nullable Response response,
            @Nullable Boolean allowTeamChange) {}

    /** @throws InvalidInputException naming what is wrong with it */
    NewRun task(RunKey run, JsonNode input) {
        Task given = read(input, "", Task.class);
        if (given.task() == null) {
            throw new InvalidInputException("task", "must be a text");
        }
        Team team = team(given.team());
        LimitsPatch limits = Objects.requireNonNullElse(given.limits(), LimitsPatch.NONE);
        return new NewRun(
                run,
                given.task(),
                Objects.requireNonNullElse(given.history(), List.of()),
                team,
                Objects.requireNonNullElse(given.planReview(), team.planReview()),
                limits.over(team.limits().over(Limits.DEFAULT)),
                Objects.requireNonNullElse(given.labels(), Map.of()),
                Objects.requireNonNullElse(given.ttlDays(), NewRun.DEFAULT_TTL_DAYS),
                Digest.hexOfJson(input));
    }

    /** @throws InvalidInputException naming what is wrong with it */
    Fork replay(RunKey child, JsonNode input) {
        Replay given = read(input, "replay", Replay.class);
        if (given.runId() == null || given.checkpointId() == null) {
            throw new InvalidInputException("replay", "must name a runId and a checkpointId");
        }
        return new Fork(
                new RunKey(child.tenant(), given.runId()),
                given.checkpointId(),
                child.runId(),
                Objects.requireNonNullElse(given.mode(), ReplayMode.FRESH),
                Objects.requireNonNullElse(given.edits(), Edits.NONE),
                given.response(),
                Boolean.TRUE.equals(given.allowTeamChange()),
                Digest.hexOfJson(input));
    }

    private Team team(@Nullable JsonNode given) {
        Team team;
        if (given == null || given.isString()) {
            String name = given == null ? TeamCatalog.DEFAULT : given.stringValue();
            team = teams.find(name)
                    .orElseThrow(() -> new InvalidInputException(
                            "team",
                            "there is no team named \"" + name + "\"; known are "
                                    + teams.teams().stream().map(Team::name).toList()));
        } else {
            team = read(given, "team", Team.class);
        }
        teams.check("team.manager.model", team.manager().model());
        for (int i = 0; i < team.participants().size(); i++) {
            teams.check(
                    "team.participants[" + i + "].model",
                    team.participants().get(i).model());
        }
        return team;
    }

    private static <T> T read(JsonNode input, String field, Class<T> type) {
        try {
            return Json.fromTree(input, type);
        } catch (JacksonException wrong) {
            for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
                if (cause instanceof InvalidInputException named) {
                    throw named;
                }
            }
            throw new InvalidInputException(List.of(new Fault(field, wrong.getOriginalMessage())));
        }
    }
}
