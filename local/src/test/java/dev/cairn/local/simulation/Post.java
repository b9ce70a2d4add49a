package dev.cairn.local.simulation;

import dev.cairn.core.json.Json;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What people send to the API, and what they are answered. */
final class Post {
    /** What somebody was answered. */
    record Said(String by, String path, int status, JsonNode body) {}

    private final World world;
    private final List<Said> said = new ArrayList<>();
    private final Set<String> damaged = new HashSet<>();
    private int sent;

    Post(World world) {
        this.world = world;
    }

    /** Every answer, the latest last. */
    List<Said> said() {
        return said;
    }

    /** Whether somebody was told that something of this run is damaged. */
    boolean toldOfDamage(RunKey key) {
        return damaged.contains(key.runId().value());
    }

    Reply send(String by, String method, String path, @Nullable JsonNode body, @Nullable String key) {
        Map<String, String> headers = new HashMap<>(Map.of("by", by, "content-type", "application/json"));
        if (key != null) {
            headers.put("idempotency-key", key);
        }
        byte[] bytes = body == null ? new byte[0] : Json.bytes(body);
        String[] parts = path.split("\\?", 2);
        Reply reply = world.life()
                .send(new Request(
                        method,
                        parts[0],
                        parts.length > 1 ? parts[1] : "",
                        headers,
                        bytes,
                        "127.0.0.1",
                        JsonNodeFactory.instance.missingNode(),
                        "request-" + ++sent));
        world.findings().note(by + " " + method + " " + path + " -> " + reply.status() + " " + text(reply));
        world.tally().count("answers " + reply.status());
        world.turns().observe(text(reply));
        JsonNode told = reply.body().length == 0 ? JsonNodeFactory.instance.missingNode() : Json.tree(reply.body());
        said.add(new Said(by, path, reply.status(), told));
        if (reply.status() >= 400 && world.namesDamage(text(reply))) {
            world.tally().count("answers that name the damage");
            damaged.add(path.split("/", 4)[2]);
        }
        return reply;
    }

    static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }
}
