package dev.cairn.functions.api.route;

import dev.cairn.core.audit.Actor;
import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.checkpoint.State;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.Fault;
import dev.cairn.core.error.GoneException;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.team.TeamText;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Request;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.api.page.OutcomePage;
import dev.cairn.functions.api.page.RequestPage;
import dev.cairn.functions.api.view.LogReader;
import dev.cairn.functions.api.view.Reader;
import dev.cairn.functions.api.view.RequestViews;
import dev.cairn.functions.approval.ApprovalLink;
import dev.cairn.functions.approval.ApprovalLinks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code /approve/{linkId}}: a page on which whoever has the link reads what is asked and answers it. The link alone
 * says whose run and which request it is. Opening the page changes nothing, so that programs that look at links ahead
 * of people do no harm.
 */
public final class LinkAnswering implements RouteGroup {
    private static final String PATH = "/approve/{linkId}";

    private final Services services;
    private final RequestViews views;

    public LinkAnswering(Services services) {
        this.services = services;
        this.views = new RequestViews(services.machine());
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route("GET", PATH, new Route.Open(this::show, OutcomePage::refused)),
                new Route("POST", PATH, new Route.Open(this::decide, OutcomePage::refused)));
    }

    /** A link that holds, and what stands behind it. */
    private record Opened(ApprovalLink link, RunRecord run, RequestRecord request, Actor actor) {}

    private Reply show(Request request, Map<String, String> parameters) {
        Opened opened = open(request, parameters);
        return standing(opened).orElseGet(() -> page(opened).open());
    }

    private Reply decide(Request request, Map<String, String> parameters) {
        Opened opened = open(request, parameters);
        CrossSite.refuse(request, services.installation().address().get());
        LinkForm form = LinkForm.of(request);
        Optional<Reply> standing = standing(opened);
        if (standing.isPresent()) {
            return standing.get();
        }
        if (!opened.link().asked().equals(form.asked())) {
            return OutcomePage.overtaken();
        }
        try {
            Response response = form.response(opened.request().request().type());
            services.responding()
                    .respond(
                            opened.link().run(),
                            opened.link().requestId(),
                            response,
                            opened.request().request().planHash(),
                            opened.actor());
            return OutcomePage.recorded(opened.request(), response.decision());
        } catch (InvalidInputException e) {
            return page(opened).again(400, form.form().fields(), e.faults());
        } catch (ConflictException | GoneException e) {
            // Somebody came between, or the plan was sent back too often.
            return standing(open(request, parameters))
                    .orElseGet(() -> page(opened)
                            .again(409, form.form().fields(), List.of(new Fault("", String.valueOf(e.getMessage())))));
        }
    }

    /** @throws NotFoundException without a word more, whatever is missing */
    private Opened open(Request request, Map<String, String> parameters) {
        String id = parameters.getOrDefault("linkId", "");
        ApprovalLink link = services.links().read(id).orElseThrow(LinkAnswering::nothing);
        RunRecord run = services.runs().find(link.run()).map(Versioned::record).orElseThrow(LinkAnswering::nothing);
        RequestRecord asked = services.machine()
                .index()
                .get(RequestRecord.key(link.run(), link.requestId()))
                .map(Versioned::record)
                .orElseThrow(LinkAnswering::nothing);
        return new Opened(
                link,
                run,
                asked,
                new Actor("approval link " + ApprovalLinks.fingerprint(id), request.sourceIp(), request.id()));
    }

    private static NotFoundException nothing() {
        return new NotFoundException("There is no such link.");
    }

    /** Why there is nothing to decide, if there is nothing. */
    private Optional<Reply> standing(Opened opened) {
        RequestRecord asked = opened.request();
        Instant expires = opened.link().expiresAt();
        if (asked.status() == RequestStatus.ANSWERED) {
            return Optional.of(OutcomePage.answered(asked, opened.actor().who()));
        }
        if (asked.status() == RequestStatus.CANCELLED) {
            return Optional.of(OutcomePage.cancelled());
        }
        if (asked.status() == RequestStatus.EXPIRED
                || !services.machine().clock().instant().isBefore(expires)) {
            return Optional.of(OutcomePage.expired(expires));
        }
        if (!opened.link().asked().equals(ApprovalLink.asked(asked))) {
            return Optional.of(OutcomePage.overtaken());
        }
        return opened.run().status() == RunStatus.WAITING
                ? Optional.empty()
                : Optional.of(OutcomePage.notWaiting(opened.run().status().name()));
    }

    /** Nothing of it goes out before it is on record that it was read. */
    private RequestPage page(Opened opened) {
        RequestRecord asked = opened.request();
        Reader reader =
                Reader.of(services.machine().checkpoints(), opened.link().run(), asked.checkpointId());
        LogReader log = reader.log();
        State state = reader.manifest().state();
        RequestPage page = new RequestPage(
                views.of(asked),
                opened.link().asked(),
                Objects.requireNonNull(log.text(state.task())),
                opened.run().team(),
                opened.run().runId().value(),
                TeamText.read(Objects.requireNonNull(log.text(state.team()))).rehearses());
        services.machine()
                .index()
                .transact(List.of(AuditRecord.of(
                                opened.link().run(),
                                opened.actor(),
                                AuditAction.READ,
                                services.machine().clock().instant(),
                                Map.of(
                                        "requestId",
                                        asked.request().requestId().value(),
                                        "checkpointId",
                                        asked.checkpointId().value()))
                        .write()));
        return page;
    }
}
