package dev.cairn.functions.api.route;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.http.Call;
import dev.cairn.functions.api.http.Query;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Route;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /runs/{runId}/audit}: who did what to a run, in order. It can be read for as long as it is kept, which is
 * longer than the run itself.
 */
public final class AuditReading implements RouteGroup {
    private final IndexStore index;

    public AuditReading(Services services) {
        this.index = services.machine().index();
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/runs/{runId}/audit", this::list));
    }

    private Reply list(Call call) {
        Query query = call.query();
        int limit = query.integer("limit", Pages.LIMIT, 1, Pages.MAX_LIMIT - 1);
        String after = query.parsed("cursor", AuditReading::cursor);
        query.done();
        RunKey run = call.run();
        if (index.get(RunRecord.key(run)).isEmpty()) {
            throw new NotFoundException("There is no run " + run.runId() + "; list the runs with: cairn list");
        }
        List<AuditRecord> found = index.list(run, RecordKind.AUDIT, after, false, limit + 1);
        ObjectNode tree = Json.mapper().createObjectNode();
        ArrayNode items = tree.putArray("audit");
        found.stream().limit(limit).forEach(record -> items.add(view(record)));
        tree.put("next", found.size() <= limit ? null : found.get(limit - 1).id());
        return Reply.ok(tree);
    }

    private static ObjectNode view(AuditRecord record) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("id", record.id()).put("at", record.at().toString());
        tree.put("who", record.who())
                .put("from", record.from())
                .put("what", record.what().word());
        tree.put("requestId", record.requestId());
        tree.set("details", Json.toTree(record.details()));
        return tree;
    }

    private static String cursor(String text) {
        if (!text.matches("[0-9]{13}-[0-9a-f]{16}")) {
            throw new InvalidInputException("cursor", "must be what the page before said as next");
        }
        return text;
    }
}
