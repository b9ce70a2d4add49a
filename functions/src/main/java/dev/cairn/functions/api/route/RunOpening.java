package dev.cairn.functions.api.route;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.lifecycle.HistoryItem;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.LimitsPatch;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.body.Body;
import dev.cairn.functions.api.body.Fields;
import dev.cairn.functions.api.http.Call;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.api.problem.Faults;
import dev.cairn.functions.api.view.Links;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code POST /runs}: a task for a team. */
public final class RunOpening implements RouteGroup {
    private static final int MAX_HISTORY = 1_000;

    private final Services services;
    private final Openings openings;
    private final TeamChoice teams;

    public RunOpening(Services services) {
        this.services = services;
        this.openings = new Openings(services);
        this.teams = new TeamChoice(services.teams());
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/runs", this::open));
    }

    private Reply open(Call call) {
        call.query().done();
        Body body = Body.required(call.request());
        NewId id = NewId.of(call, body, services.machine().ids());
        RunRecord run = openings.once(id, () -> services.opening().open(read(body, id), call.actor()));
        return Reply.accepted(Links.opened(run)).with("location", Links.self(run.runId()));
    }

    /** @throws dev.cairn.core.error.InvalidInputException with everything that is wrong with the body */
    public NewRun read(Body body, NewId id) {
        Faults faults = new Faults();
        Fields fields = body.fields(faults);
        String task = fields.text("task");
        if (task == null && fields.node("task") == null) {
            faults.add("task", "must be given");
        }
        Team given = teams.read(fields);
        Team team = given == null && fields.node("team") == null ? teams.byDefault(fields) : given;
        PlanReview review = fields.choice("planReview", PlanReview.class);
        LimitsPatch limits = LimitsReader.read(fields);
        Map<String, String> labels = fields.texts("labels");
        Integer ttlDays = fields.integer("ttlDays");
        List<HistoryItem> history = fields.objects("history", MAX_HISTORY, RunOpening::historyItem);
        fields.done();
        int days = ttlDays == null ? NewRun.DEFAULT_TTL_DAYS : ttlDays;
        // A task that is missing or no text has had its fault; the others are still to be told of.
        faults.addAll(NewRun.faults(task == null ? "-" : task, history, labels, days));
        if (team != null) {
            teams.checkModels(team, "team", faults);
        }
        faults.throwIfAny();
        return new NewRun(
                id.run(),
                Objects.requireNonNull(task),
                history,
                Objects.requireNonNull(team),
                review == null ? team.planReview() : review,
                limits(limits, team),
                labels,
                days,
                id.bodyHash());
    }

    private static Limits limits(@Nullable LimitsPatch requested, Team team) {
        Limits ofTeam = team.limits().over(Limits.DEFAULT);
        return requested == null ? ofTeam : requested.over(ofTeam);
    }

    private static HistoryItem historyItem(Fields item) {
        String author = words(item, "author");
        String content = words(item, "content");
        item.done();
        return new HistoryItem(author, content);
    }

    /** What is missing or no text has its fault here, and so passes the core's check, which is about blank ones. */
    private static String words(Fields item, String name) {
        String text = item.text(name);
        if (item.node(name) == null) {
            item.faults().add(item.path(name), "must be given");
        }
        return text == null ? "-" : text;
    }
}
