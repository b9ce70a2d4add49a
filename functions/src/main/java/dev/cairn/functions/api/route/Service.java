package dev.cairn.functions.api.route;

import dev.cairn.core.json.Json;
import dev.cairn.functions.Services;
import dev.cairn.functions.TeamCatalog;
import dev.cairn.functions.TeamListing;
import dev.cairn.functions.api.http.Call;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Route;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server is and offers: {@code /health}, {@code /teams}, {@code /openapi.yaml}. */
public final class Service implements RouteGroup {
    private final Services services;
    private final Shipped shipped;

    public Service(Services services, Shipped shipped) {
        this.services = services;
        this.shipped = shipped;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/health", this::health),
                Route.get("/teams", this::teams),
                Route.get("/openapi.yaml", this::description));
    }

    private Reply health(Call call) {
        call.query().done();
        return Reply.ok(Json.mapper()
                .createObjectNode()
                .put("status", "ok")
                .put("version", shipped.version())
                .put("tenant", call.caller().tenant().value())
                .put("caller", call.caller().by()));
    }

    private Reply teams(Call call) {
        call.query().done();
        TeamListing listing = services.teams().teams();
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.set("teams", Json.toTree(listing.teams()));
        ArrayNode unusable = tree.putArray("unusable");
        listing.unusable().forEach(team -> {
            ObjectNode told = unusable.addObject().put("name", team.name());
            told.set("errors", Json.toTree(team.faults()));
        });
        tree.put("default", TeamCatalog.DEFAULT);
        return Reply.ok(tree);
    }

    private Reply description(Call call) {
        call.query().done();
        return new Reply(200, Map.of("content-type", "application/yaml"), shipped.description());
    }
}
