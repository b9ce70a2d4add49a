package dev.cairn.functions.api.route;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.integrity.WayOn;
import dev.cairn.core.json.Json;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.http.Call;
import dev.cairn.functions.api.http.Query;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.api.view.RunViews;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /runs} and {@code GET /runs/{runId}}. */
public final class RunReading implements RouteGroup {
    private static final int LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final Services services;
    private final RunViews views;
    private final RunPages pages;

    public RunReading(Services services) {
        this.services = services;
        this.views = new RunViews(services.machine());
        this.pages = new RunPages(services.machine().index(), services.runs());
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/runs", this::list), Route.get("/runs/{runId}", this::one));
    }

    private Reply list(Call call) {
        Query query = call.query();
        RunFilter filter = RunFilter.read(query);
        RunPages.Cursor cursor = query.parsed("cursor", RunPages.Cursor::parse);
        int limit = query.integer("limit", LIMIT, 1, MAX_LIMIT);
        query.done();
        RunPages.Found found = pages.read(call.caller().tenant(), filter, cursor, limit);
        ObjectNode tree = Json.mapper().createObjectNode();
        ArrayNode runs = tree.putArray("runs");
        found.runs().forEach(run -> runs.add(views.summary(run)));
        tree.put("next", found.next());
        if (!found.unreadable().isEmpty()) {
            ArrayNode unreadable = tree.putArray("unreadable");
            found.unreadable()
                    .forEach(record -> unreadable
                            .addObject()
                            .put("runId", record.run().runId().value())
                            .put("detail", record.why()));
        }
        return Reply.ok(tree);
    }

    private Reply one(Call call) {
        call.query().done();
        RunRecord run = services.runs().get(call.run()).record();
        try {
            return Reply.ok(views.whole(run));
        } catch (BrokenObjectException broken) {
            WayOn way = services.brokenObjects()
                    .met(broken, call.log())
                    .orElseThrow(() -> NotFoundException.deleted(run.runId().value()));
            return Reply.ok(views.broken(run, broken, way));
        }
    }
}
