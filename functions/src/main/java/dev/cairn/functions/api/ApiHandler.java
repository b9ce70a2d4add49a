package dev.cairn.functions.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.integrity.WayOn;
import dev.cairn.core.run.RunId;
import dev.cairn.functions.BrokenObjects;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.http.Call;
import dev.cairn.functions.api.http.Caller;
import dev.cairn.functions.api.http.EntityTags;
import dev.cairn.functions.api.http.GatewayEvents;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Request;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.api.http.Router;
import dev.cairn.functions.api.problem.Incidents;
import dev.cairn.functions.api.problem.Problem;
import dev.cairn.functions.api.problem.Problems;
import dev.cairn.functions.api.route.AuditReading;
import dev.cairn.functions.api.route.CheckpointReading;
import dev.cairn.functions.api.route.EventReading;
import dev.cairn.functions.api.route.Lifecycle;
import dev.cairn.functions.api.route.LinkAnswering;
import dev.cairn.functions.api.route.Replaying;
import dev.cairn.functions.api.route.RequestAnswering;
import dev.cairn.functions.api.route.RouteGroup;
import dev.cairn.functions.api.route.RunOpening;
import dev.cairn.functions.api.route.RunReading;
import dev.cairn.functions.api.route.Service;
import dev.cairn.functions.api.route.Shipped;
import dev.cairn.functions.api.view.BrokenView;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The HTTP API behind API Gateway (HTTP API, payload format 2.0). Every request gets an answer: a refusal is a problem
 * document, a failure of ours one without internals and a line in the log.
 */
public final class ApiHandler implements RequestStreamHandler {
    /** More than a Lambda is ever given. */
    private static final int MAX_EVENT = 8 * 1024 * 1024;

    private final Router router;
    private final Function<Request, Caller> identity;
    private final BrokenObjects broken;
    private final Consumer<String> log;

    /** @param identity who calls, of what the gateway vouches for */
    public ApiHandler(Services services, Function<Request, Caller> identity) {
        this.identity = identity;
        this.broken = services.brokenObjects();
        this.log = services.installation().log();
        List<RouteGroup> groups = List.of(
                new Service(services, new Shipped()),
                new RunOpening(services),
                new RunReading(services),
                new EventReading(services),
                new CheckpointReading(services),
                new AuditReading(services),
                new RequestAnswering(services),
                new LinkAnswering(services),
                new Replaying(services),
                new Lifecycle(services));
        this.router = new Router(
                groups.stream().flatMap(group -> group.routes().stream()).toList());
    }

    /** What the API offers, for those who make gateways and descriptions of it. */
    public List<Route> routes() {
        return router.routes();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, @Nullable Context context) throws IOException {
        Consumer<String> lines = context == null ? log : context.getLogger()::log;
        out.write(GatewayEvents.write(answer(in.readNBytes(MAX_EVENT), lines)));
    }

    private Reply answer(byte[] event, Consumer<String> lines) {
        Request request;
        try {
            request = GatewayEvents.read(event);
        } catch (RuntimeException e) {
            return refuse(e, "?", "?", UUID.randomUUID().toString(), Reply::of, lines);
        }
        return answer(request, lines);
    }

    /** Answers a request that has been read already. */
    public Reply answer(Request request) {
        return answer(request, log);
    }

    private Reply answer(Request request, Consumer<String> lines) {
        String template = "?";
        Function<Problem, Reply> refusals = Reply::of;
        Reply reply;
        try {
            Router.Found found = router.find(request);
            template = found.route().template();
            reply = switch (found.route().answering()) {
                case Route.Known known -> {
                    Call call = new Call(request, found.parameters(), identity.apply(request), lines);
                    yield EntityTags.conditional(request, known.endpoint().answer(call));
                }
                case Route.Open open -> {
                    refusals = open.refusals();
                    yield open.endpoint().answer(request, found.parameters());
                }
            };
        } catch (RuntimeException e) {
            reply = refuse(e, request.method(), template, request.id(), refusals, lines);
        }
        return reply.with("x-content-type-options", "nosniff")
                .withDefault("cache-control", request.method().equals("GET") ? "private, no-cache" : "no-store");
    }

    private Reply refuse(
            RuntimeException thrown,
            String method,
            String route,
            String id,
            Function<Problem, Reply> refusals,
            Consumer<String> lines) {
        if (thrown instanceof BrokenObjectException met) {
            return refusals.apply(wayOn(met, id, lines));
        }
        Problem problem = Problems.of(thrown, id);
        if (Problems.isIncident(problem)) {
            lines.accept(Incidents.line(id, method, route, thrown));
        }
        return refusals.apply(problem);
    }

    /** Where to go on from; or that the run was deleted while it was read. */
    private Problem wayOn(BrokenObjectException met, String id, Consumer<String> lines) {
        Optional<WayOn> way = broken.met(met, lines);
        if (way.isEmpty()) {
            RunId run = Keys.run(met.key()).orElseThrow().runId();
            return Problems.of(NotFoundException.deleted(run.value()), id);
        }
        Problem told = Problems.of(met, id);
        for (Map.Entry<String, JsonNode> field : BrokenView.of(met, way.get()).properties()) {
            told = told.telling(field.getKey(), field.getValue());
        }
        return told;
    }
}
