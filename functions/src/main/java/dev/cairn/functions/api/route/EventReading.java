package dev.cairn.functions.api.route;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.http.Call;
import dev.cairn.functions.api.http.Query;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.api.view.EventViews;
import dev.cairn.functions.api.view.HeadLog;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /runs/{runId}/events}: what happened, in order, and what happens next for those who wait. */
public final class EventReading implements RouteGroup {
    private static final int LIMIT = 200;
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_WAIT_SECONDS = 20;

    private final Services services;
    private final EventPages pages;
    private final EventViews views;
    private final HourlyReads reads;

    public EventReading(Services services) {
        this.services = services;
        this.pages = new EventPages(services.machine().index(), services.feed());
        this.views = new EventViews(services.machine());
        this.reads = new HourlyReads(services);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/runs/{runId}/events", this::read));
    }

    private Reply read(Call call) {
        Query query = call.query();
        EventCursor given = query.parsed("after", EventCursor::parse);
        int limit = query.integer("limit", LIMIT, 1, MAX_LIMIT);
        int wait = query.integer("wait", 0, 0, MAX_WAIT_SECONDS);
        query.done();
        EventCursor after = given == null ? EventCursor.START : given;
        RunKey run = services.runs().get(call.run()).record().run();
        List<EventPages.Item> items = await(run, after, limit, Duration.ofSeconds(wait));
        ObjectNode page = page(run, after, items, call.log());
        if (items.stream().anyMatch(EventReading::tellsContent)) {
            reads.tell(call, "events");
        }
        return Reply.ok(page);
    }

    /** Whether it shows what was said: words of an agent as they come, an entry of the log, or what a request asks. */
    private static boolean tellsContent(EventPages.Item item) {
        JsonNode data = item.event().data();
        return item.event().type() == EventType.AGENT_DELTA
                || data.has("entry")
                || data.has("facts")
                || data.has("requestId");
    }

    /** Looks; if there is nothing, waits until something happened, and looks again. */
    private List<EventPages.Item> await(RunKey run, EventCursor after, int limit, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            // Taken before the look, so that what comes between the look and the wait ends the wait.
            long mark = services.feed().mark(run);
            long left = end - System.nanoTime();
            // Asked before the look too: the events of the end come with it, and are then found.
            boolean last = left <= 0 || hasEnded(run);
            List<EventPages.Item> items = pages.read(run, after, limit);
            if (!items.isEmpty() || last) {
                return items;
            }
            services.feed().await(run, mark, Duration.ofNanos(left));
            if (services.feed().mark(run) == mark) {
                // Nothing happened in time, or this feed does not wait: the client asks again when it likes.
                return items;
            }
        }
    }

    private boolean hasEnded(RunKey run) {
        return services.runs().get(run).record().status().hasEnded();
    }

    private ObjectNode page(RunKey run, EventCursor after, List<EventPages.Item> items, Consumer<String> log) {
        ObjectNode tree = Json.mapper().createObjectNode();
        ArrayNode events = tree.putArray("events");
        EventCursor cursor = after;
        if (!items.isEmpty()) {
            RunRecord record = services.runs().get(run).record();
            HeadLog head = new HeadLog(services.machine().checkpoints(), record);
            long characters = 0;
            for (EventPages.Item item : items) {
                String json = Json.text(views.of(item.event(), record, head));
                characters += json.length();
                if (!events.isEmpty() && characters > Pages.MAX_CHARACTERS) {
                    break;
                }
                events.add(Json.tree(json));
                cursor = cursor.past(item.event().id(), item.delta());
            }
            for (BrokenObjectException broken : head.met()) {
                if (services.brokenObjects().met(broken, log).isEmpty()) {
                    throw NotFoundException.deleted(run.runId().value());
                }
            }
        }
        tree.put("next", cursor.text());
        return tree;
    }
}
