package dev.cairn.functions.api.route;

import dev.cairn.functions.Services;
import dev.cairn.functions.api.body.Body;
import dev.cairn.functions.api.body.Fields;
import dev.cairn.functions.api.http.Call;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.api.problem.Faults;
import dev.cairn.functions.api.view.RunViews;
import java.util.List;

/** What is done to a run as a whole: resume, cancel, keep, delete. */
public final class Lifecycle implements RouteGroup {
    private final Services services;
    private final RunViews views;
    private final Standing standing;

    public Lifecycle(Services services) {
        this.services = services;
        this.views = new RunViews(services.machine());
        this.standing = new Standing(services);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/runs/{runId}/resume", this::resume),
                Route.post("/runs/{runId}/cancel", this::cancel),
                Route.post("/runs/{runId}/keep", this::keep),
                Route.delete("/runs/{runId}", this::delete));
    }

    private Reply resume(Call call) {
        nothingMore(call);
        return Reply.accepted(views.changed(
                standing.orTell(call.run(), () -> services.resuming().resume(call.run(), call.actor()))));
    }

    private Reply cancel(Call call) {
        nothingMore(call);
        return Reply.ok(views.changed(standing.orTell(
                call.run(),
                () -> services.cancelling()
                        .cancel(
                                call.run(),
                                call.actor(),
                                broken -> services.brokenObjects().met(broken, call.log())))));
    }

    private Reply keep(Call call) {
        call.query().done();
        Faults faults = new Faults();
        Fields fields = Body.optional(call.request()).fields(faults);
        Boolean keep = fields.flag("keep");
        fields.done();
        faults.throwIfAny();
        return Reply.ok(views.changed(services.keeping().keep(call.run(), keep == null || keep, call.actor())));
    }

    private Reply delete(Call call) {
        call.query().done();
        return standing.orTell(call.run(), () -> {
            services.keeping().delete(call.run(), call.actor());
            return Reply.empty(204);
        });
    }

    private static void nothingMore(Call call) {
        call.query().done();
        Faults faults = new Faults();
        Body.optional(call.request()).fields(faults).done();
        faults.throwIfAny();
    }
}
