package dev.cairn.functions.api.route;

import dev.cairn.core.error.Fault;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.LimitsPatch;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.TeamText;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.body.Body;
import dev.cairn.functions.api.body.Fields;
import dev.cairn.functions.api.http.Call;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.api.problem.Faults;
import dev.cairn.functions.api.view.Links;
import dev.cairn.functions.api.view.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /runs/{runId}/replay}: a new run that goes on from a checkpoint of this one. */
public final class Replaying implements RouteGroup {
    private final Services services;
    private final Openings openings;
    private final TeamChoice teams;

    public Replaying(Services services) {
        this.services = services;
        this.openings = new Openings(services);
        this.teams = new TeamChoice(services.teams());
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/runs/{runId}/replay", this::replay));
    }

    private Reply replay(Call call) {
        call.query().done();
        RunKey parent = services.runs().get(call.run()).record().run();
        Body body = Body.required(call.request());
        NewId id = NewId.of(call, body, services.machine().ids());
        RunRecord child = openings.once(id, () -> services.forking().fork(read(body, parent, id), call.actor()));
        ObjectNode tree = Links.opened(child);
        tree.set("forkedFrom", Links.forkedFrom(child.forkedFrom()));
        return Reply.accepted(tree).with("location", Links.self(child.runId()));
    }

    /** @throws dev.cairn.core.error.InvalidInputException with everything that is wrong with the body */
    public Fork read(Body body, RunKey parent, NewId id) {
        Faults faults = new Faults();
        Fields fields = body.fields(faults);
        String from = fields.requiredText("checkpointId");
        CheckpointId checkpoint = from.isEmpty()
                ? null
                : faults.attempt(() -> new CheckpointId(from)).orElse(null);
        ReplayMode chosen = fields.choice("mode", ReplayMode.class);
        ReplayMode mode = chosen == null ? ReplayMode.FRESH : chosen;
        Edits edits = edits(fields.object("edits"));
        Response response = response(fields.object("response"));
        Boolean allowTeamChange = fields.flag("allowTeamChange");
        fields.done();
        faults.throwIfAny();
        CheckpointId base = Objects.requireNonNull(checkpoint);
        if (mode == ReplayMode.FRESH) {
            // A recorded replay may never call a model; a fresh one that cannot is better not opened.
            checkModels(parent, base, edits.team());
        }
        return new Fork(
                parent,
                base,
                id.run().runId(),
                mode,
                edits,
                response,
                Boolean.TRUE.equals(allowTeamChange),
                id.bodyHash());
    }

    private Edits edits(@Nullable Fields fields) {
        if (fields == null) {
            return Edits.NONE;
        }
        String task = fields.text("task");
        if (task != null) {
            List<Fault> wrong = new ArrayList<>();
            NewRun.checkTask(task, wrong);
            wrong.forEach(fault -> fields.faults().add(fields.path(fault.field()), fault.detail()));
        }
        String facts = fields.text("facts");
        String plan = fields.text("plan");
        LimitsPatch limits = LimitsReader.read(fields);
        PlanReview review = fields.choice("planReview", PlanReview.class);
        Team team = teams.read(fields);
        fields.done();
        return new Edits(task, facts, plan, limits, review, team);
    }

    private static @Nullable Response response(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Response response = ResponseReader.read(fields);
        fields.done();
        return response;
    }

    private void checkModels(RunKey parent, CheckpointId base, @Nullable Team edited) {
        Faults faults = new Faults();
        if (edited != null) {
            teams.checkModels(edited, "edits.team", faults);
        } else {
            Reader reader = Reader.of(services.machine().checkpoints(), parent, base);
            String recorded = reader.log().text(reader.manifest().state().team());
            teams.checkModels(TeamText.read(Objects.requireNonNull(recorded)), "team", faults);
        }
        faults.throwIfAny();
    }
}
