package dev.cairn.functions.api.route;

import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.GoneException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Json;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.body.Body;
import dev.cairn.functions.api.body.Fields;
import dev.cairn.functions.api.http.Call;
import dev.cairn.functions.api.http.Query;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.api.problem.Faults;
import dev.cairn.functions.api.problem.Problem;
import dev.cairn.functions.api.problem.ProblemException;
import dev.cairn.functions.api.problem.Problems;
import dev.cairn.functions.api.view.RequestViews;
import dev.cairn.functions.api.view.RunViews;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What people are asked, and where they answer. */
public final class RequestAnswering implements RouteGroup {
    /** Each is read from the checkpoint that asked, one after the other, and the API has 29 s. */
    private static final int MOST = 100;

    private final Services services;
    private final RequestViews views;
    private final RunViews runs;
    private final Standing standing;
    private final HourlyReads reads;

    public RequestAnswering(Services services) {
        this.services = services;
        this.views = new RequestViews(services.machine());
        this.runs = new RunViews(services.machine());
        this.standing = new Standing(services);
        this.reads = new HourlyReads(services);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/runs/{runId}/requests", this::list),
                Route.post("/runs/{runId}/requests/{requestId}/response", this::respond));
    }

    /** In the order in which they were opened. */
    private Reply list(Call call) {
        Query query = call.query();
        int limit = query.integer("limit", MOST, 1, MOST);
        Long from = query.parsed("cursor", Pages::number);
        query.done();
        RunKey run = services.runs().get(call.run()).record().run();
        List<RequestRecord> all = inOrder(run);
        int next = from == null ? 0 : (int) Math.min(from, all.size());
        ObjectNode tree = Json.mapper().createObjectNode();
        ArrayNode requests = tree.putArray("requests");
        long characters = 0;
        while (next < all.size() && requests.size() < limit) {
            ObjectNode request = views.of(all.get(next));
            characters += Json.text(request).length();
            if (!requests.isEmpty() && characters > Pages.MAX_CHARACTERS) {
                break;
            }
            requests.add(request);
            next++;
        }
        tree.put("next", next < all.size() ? Integer.toString(next) : null);
        if (!requests.isEmpty()) {
            reads.tell(call, "requests");
        }
        return Reply.ok(tree);
    }

    private List<RequestRecord> inOrder(RunKey run) {
        List<RequestRecord> all = new java.util.ArrayList<>();
        String after = null;
        List<RequestRecord> page;
        do {
            page = services.machine().index().list(run, RecordKind.REQUEST, after, false, Pages.MAX_LIMIT);
            all.addAll(page);
            after = page.isEmpty() ? null : page.getLast().request().requestId().value();
        } while (page.size() == Pages.MAX_LIMIT);
        all.sort(Comparator.comparingLong(RequestRecord::seq));
        return all;
    }

    private Reply respond(Call call) {
        call.query().done();
        RunKey run = services.runs().get(call.run()).record().run();
        RequestId id = call.requestId();
        RequestRecord asked = record(run, id);
        Faults faults = new Faults();
        Fields fields = Body.required(call.request()).fields(faults);
        String planHash = fields.text("planHash");
        Response response = ResponseReader.read(fields);
        fields.done();
        faults.throwIfAny();
        try {
            RunRecord now = services.responding()
                    .respond(run, asked.request().requestId(), required(response), planHash, call.actor());
            return Reply.accepted(runs.changed(now));
        } catch (ConflictException | GoneException e) {
            throw new ProblemException(whatStands(e, run, id), e);
        }
    }

    private static Response required(@Nullable Response response) {
        return Objects.requireNonNull(response, "a response without faults was read");
    }

    /** Who comes too late sees what was decided. */
    private Problem whatStands(RuntimeException refusal, RunKey run, RequestId id) {
        return standing.in(Problems.of(refusal, "").telling("request", views.of(record(run, id))), run);
    }

    private RequestRecord record(RunKey run, RequestId id) {
        return services.machine()
                .index()
                .get(RequestRecord.key(run, id))
                .map(Versioned::record)
                .orElseThrow(() -> new NotFoundException("Run " + run.runId() + " has no request " + id
                        + "; list them with: cairn requests " + run.runId()));
    }
}
