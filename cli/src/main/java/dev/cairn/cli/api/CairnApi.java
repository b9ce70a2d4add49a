package dev.cairn.cli.api;

import dev.cairn.cli.auth.Authentication;
import dev.cairn.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The routes of the API that the command uses.
 *
 * <p>Every method throws {@link dev.cairn.cli.CliException} when the server refuses, and {@link UnreachableException}
 * when it does not answer.
 */
public final class CairnApi {
    /** The longest that a server holds an events call back. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final int PAGE = 100;

    private final Http http;

    public CairnApi(Http http) {
        this.http = http;
    }

    public String address() {
        return http.base().toString();
    }

    /** The same server, which is waited for if it goes away; {@code told} is told of every further attempt. */
    public CairnApi following(Consumer<String> told) {
        return new CairnApi(http.following(told));
    }

    public JsonNode health() {
        return http.get("health", "health", Duration.ZERO);
    }

    /** Looks once, and at the clock as well. */
    public Sighting sight() {
        Answer answer = http.hurried().answer("health", "health", Duration.ZERO);
        return new Sighting(answer.tree(), answer.clockAhead().orElse(null));
    }

    public JsonNode teams() {
        return http.get("teams", "teams", Duration.ZERO);
    }

    /** How this server is shown who calls. */
    public Authentication authentication() {
        return http.authentication();
    }

    public RunView run(String runId) {
        return new RunView(http.get("run " + runId, runPath(runId), Duration.ZERO));
    }

    public JsonNode create(ObjectNode body, String idempotencyKey) {
        return http.post("the run was not started", "runs", body, idempotencyKey);
    }

    /** @param limit how many at most, over as many pages as it takes */
    public Page runs(@Nullable String status, Map<String, String> labels, int limit) {
        Map<String, String> query = new LinkedHashMap<>();
        if (status != null) {
            query.put("status", status);
        }
        String path = "runs";
        for (Map.Entry<String, String> label : labels.entrySet()) {
            path += (path.contains("?") ? "&" : "?") + "label=" + encoded(label.getKey() + "=" + label.getValue());
        }
        return paged("runs", path, query, "runs", limit);
    }

    public Page events(String runId, @Nullable String after, Duration wait) {
        Map<String, String> query = new LinkedHashMap<>();
        if (after != null) {
            query.put("after", after);
        }
        if (!wait.isZero()) {
            query.put("wait", Long.toString(wait.toSeconds()));
        }
        return Page.of(http.get("run " + runId, with(runPath(runId) + "/events", query), wait), "events");
    }

    /** Newest first. */
    public Page checkpoints(String runId, int limit) {
        return paged("run " + runId, runPath(runId) + "/checkpoints", Map.of(), "checkpoints", limit);
    }

    public JsonNode checkpoint(String runId, String checkpointId) {
        return http.get("checkpoint " + checkpointId, checkpointPath(runId, checkpointId), Duration.ZERO);
    }

    /** @param view {@code log}, or a participant's name */
    public Page view(String runId, String checkpointId, String view, int limit) {
        return paged(
                "checkpoint " + checkpointId,
                checkpointPath(runId, checkpointId),
                Map.of("view", view),
                "entries",
                limit);
    }

    /** With all that was said in between, over as many pages as it takes. */
    public JsonNode diff(String runId, String from, String to) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("from", Ids.check("FROM", from));
        query.put("to", Ids.check("TO", to));
        String path = runPath(runId) + "/diff";
        JsonNode diff = http.get("run " + runId, with(path, query), Duration.ZERO);
        JsonNode page = diff;
        while (page.path("next").isString() && diff.path("appended") instanceof ArrayNode appended) {
            query.put("cursor", page.path("next").asString());
            page = http.get("run " + runId, with(path, query), Duration.ZERO);
            appended.addAll(page.path("appended").valueStream().toList());
        }
        if (diff instanceof ObjectNode whole) {
            whole.remove("next");
        }
        return diff;
    }

    public Page requests(String runId) {
        return paged("run " + runId, runPath(runId) + "/requests", Map.of(), "requests", Integer.MAX_VALUE);
    }

    public Page audit(String runId, int limit) {
        return paged("run " + runId, runPath(runId) + "/audit", Map.of(), "audit", limit);
    }

    public JsonNode respond(String runId, String requestId, ObjectNode body) {
        return http.post(
                "run " + runId,
                runPath(runId) + "/requests/" + Ids.check("--request", requestId) + "/response",
                body,
                null);
    }

    public JsonNode replay(String runId, ObjectNode body, String idempotencyKey) {
        return http.post("run " + runId + " was not replayed", runPath(runId) + "/replay", body, idempotencyKey);
    }

    /** Pins the run, or lets it expire again. */
    public JsonNode keep(String runId, boolean keep) {
        return http.post("run " + runId, runPath(runId) + "/keep", object().put("keep", keep), null);
    }

    /** @param action {@code resume} or {@code cancel} */
    public JsonNode act(String runId, String action) {
        return http.post("run " + runId, runPath(runId) + "/" + action, null, null);
    }

    public void delete(String runId) {
        http.delete("run " + runId, runPath(runId));
    }

    private Page paged(String what, String path, Map<String, String> query, String field, int limit) {
        List<JsonNode> items = new ArrayList<>();
        List<JsonNode> unreadable = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, String> asked = new LinkedHashMap<>(query);
            asked.put("limit", Integer.toString(Math.min(PAGE, limit - items.size())));
            if (cursor != null) {
                asked.put("cursor", cursor);
            }
            Page page = Page.of(http.get(what, with(path, asked), Duration.ZERO), field);
            items.addAll(page.items());
            unreadable.addAll(page.unreadable());
            cursor = page.next();
        } while (cursor != null && items.size() < limit);
        return new Page(items, cursor, unreadable);
    }

    private static String runPath(String runId) {
        return "runs/" + Ids.check("RUN", runId);
    }

    private static String checkpointPath(String runId, String checkpointId) {
        return runPath(runId) + "/checkpoints/" + Ids.check("CHECKPOINT", checkpointId);
    }

    private static String with(String path, Map<String, String> query) {
        if (query.isEmpty()) {
            return path;
        }
        return path
                + (path.contains("?") ? "&" : "?")
                + query.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /** As RFC 3986 and AWS's signature have it. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** An empty JSON object to fill. */
    public static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
