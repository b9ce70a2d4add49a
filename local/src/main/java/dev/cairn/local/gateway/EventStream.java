package dev.cairn.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.core.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run's events as server-sent events: the function is asked again and again, each time waiting for what is new, until
 * the run has ended or the client has gone.
 */
final class EventStream {
    private static final String LONGEST_WAIT = "20";

    private final Invocation function;
    private final BooleanSupplier closing;

    /** Calls the API's function. */
    @FunctionalInterface
    interface Invocation {
        Answer call(ObjectNode event) throws InterruptedException;
    }

    EventStream(Invocation function, BooleanSupplier closing) {
        this.function = function;
        this.closing = closing;
    }

    /** Whether the client wants a stream, of a route that has one. */
    static boolean isWanted(HttpExchange exchange, RouteTable.Match match) {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        return match.route().key().equals("GET /runs/{runId}/events")
                && accept != null
                && accept.contains("text/event-stream");
    }

    void serve(HttpExchange exchange, ObjectNode event) throws IOException, InterruptedException {
        ((ObjectNode) event.path("headers")).put("accept", "application/json");
        ((ObjectNode) event.path("headers")).remove("if-none-match");
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        String after =
                last == null ? event.path("queryStringParameters").path("after").asString("") : last;
        Answer answer = function.call(asking(event, after, "0"));
        if (answer.status() != 200) {
            answer.send(exchange);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        boolean ended = false;
        while (answer.status() == 200) {
            JsonNode page = Json.tree(answer.body());
            JsonNode events = page.path("events");
            for (JsonNode one : events) {
                write(out, one);
            }
            if (events.isEmpty()) {
                // So that a client that has gone is noticed.
                out.write(": waiting\n\n".getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            if (closing.getAsBoolean() || (events.isEmpty() && ended)) {
                return;
            }
            // It may have ended since the look; one more look finds what came with the end.
            ended = events.isEmpty() && hasEnded(event);
            after = page.path("next").asString(after);
            answer = function.call(asking(event, after, LONGEST_WAIT));
        }
    }

    private static void write(OutputStream out, JsonNode event) throws IOException {
        String text = "id: " + event.path("id").asString("") + "\nevent: "
                + event.path("type").asString("") + "\ndata: " + Json.text(event) + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode asking(ObjectNode event, String after, String wait) {
        String encoded = java.net.URLEncoder.encode(after, StandardCharsets.UTF_8);
        event.put("rawQueryString", (after.isEmpty() ? "" : "after=" + encoded + "&") + "wait=" + wait);
        ObjectNode query = event.putObject("queryStringParameters");
        if (!after.isEmpty()) {
            query.put("after", after);
        }
        query.put("wait", wait);
        return event;
    }

    private boolean hasEnded(ObjectNode event) throws InterruptedException {
        ObjectNode run = event.deepCopy();
        String path = run.path("rawPath").asString("");
        String own = path.substring(0, path.lastIndexOf("/events"));
        run.put("routeKey", "GET /runs/{runId}").put("rawPath", own).put("rawQueryString", "");
        run.remove("queryStringParameters");
        ((ObjectNode) run.path("requestContext")).put("routeKey", "GET /runs/{runId}");
        ((ObjectNode) run.path("requestContext").path("http")).put("path", own);
        Answer answer = function.call(run);
        if (answer.status() != 200) {
            return true;
        }
        String status = Json.tree(answer.body()).path("status").asString("");
        return !status.equals("RUNNING") && !status.equals("WAITING");
    }
}
