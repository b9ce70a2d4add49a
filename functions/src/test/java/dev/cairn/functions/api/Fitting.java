package dev.cairn.functions.api;

import dev.cairn.functions.api.http.Route;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Requests that every route takes, of runs that wait for the review of their plan. */
final class Fitting {
    private static final Map<String, String> BODIES = Map.of(
            "/runs", "{\"task\": \"Count.\"}",
            "/response", "{\"decision\": \"approve\"}",
            "/replay", "{\"checkpointId\": \"%s\"}");

    private final TestApi api;

    Fitting(TestApi api) {
        this.api = api;
    }

    /**
     * @param run whose it is
     * @param target the path, with its query
     */
    record Sent(String run, String target, String body, String contentType) {
        Sent(String target, String body, String contentType) {
            this("", target, body, contentType);
        }

        Sent to(String other) {
            return new Sent(run, other, body, contentType);
        }

        Sent with(String otherBody) {
            return new Sent(run, target, otherBody, contentType);
        }

        String path() {
            return target.split("\\?", 2)[0];
        }
    }

    /** What the route takes, of a new run. */
    Sent fit(Route route) {
        String run = api.post("/runs", "{\"task\": \"Count.\", \"planReview\": \"always\"}")
                .json()
                .path("runId")
                .stringValue();
        api.executions.work();
        JsonNode told = api.runOf(run);
        String checkpoint = told.at("/head/checkpointId").stringValue();
        LinkRig links = new LinkRig(api);
        String link = links.link(run);
        String target = route.template()
                .replace("/approve/{linkId}", link)
                .replace("{runId}", run)
                .replace("{requestId}", told.at("/pendingRequest/requestId").stringValue())
                .replace("{checkpointId}", checkpoint);
        if (route.template().endsWith("/diff")) {
            target += "?from=" + checkpoint + "&to=" + checkpoint;
        }
        if (target.equals(link)) {
            String form = "decision=approve&asked=" + links.asked(link);
            return new Sent(run, target, form, "application/x-www-form-urlencoded");
        }
        String end = route.template().substring(route.template().lastIndexOf('/'));
        return new Sent(run, target, BODIES.getOrDefault(end, "{}").replace("%s", checkpoint), "application/json");
    }

    static TestApi.Answer send(TestApi api, Route route, Sent sent) {
        return send(api, route, sent, Map.of());
    }

    static TestApi.Answer send(TestApi api, Route route, Sent sent, Map<String, String> headers) {
        if (!route.method().equals("POST")) {
            return api.send(route.method(), sent.target(), null, headers);
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", sent.contentType());
        return api.send("POST", sent.target(), sent.body(), all);
    }
}
