package dev.cairn.local.simulation;

import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Json;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** People at the API: what they do, and what they were promised. */
final class People {
    private static final int PATIENCE = 60;

    /** What somebody was answered. */
    record Said(String by, String path, int status, JsonNode body) {}

    /** Somebody was told that their decision stands. */
    record Accepted(RunKey run, String request, DecisionKind decision, String by) {}

    private final World world;
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<RunKey> cancelled = new ArrayList<>();
    private final List<RunKey> deleted = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();
    private final Set<String> damaged = new HashSet<>();
    private final Map<String, String> underKeys = new HashMap<>();
    private final Map<RunKey, Boolean> wishes = new LinkedHashMap<>();
    private @Nullable RunKey run;
    private int sent;

    People(World world) {
        this.world = world;
    }

    /** The first run, once somebody knows its id. */
    @Nullable
    RunKey run() {
        return run;
    }

    /** Every answer, the latest last. */
    List<Said> said() {
        return said;
    }

    List<Accepted> accepted() {
        return accepted;
    }

    /** Whether somebody was told that something of this run is damaged. */
    boolean knowDamaged(RunKey key) {
        return damaged.contains(key.runId().value());
    }

    List<RunKey> cancelled() {
        return cancelled;
    }

    /** The runs of which somebody was told that they are deleted. */
    List<RunKey> deleted() {
        return deleted;
    }

    private RandomGenerator random() {
        return world.luck().random();
    }

    private Reply send(String by, String method, String path, @Nullable JsonNode body, @Nullable String key) {
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

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Opens the run under one key, however often that takes. */
    void open() {
        world.turns().spawn("alice opens", () -> {
            ObjectNode body = body().put("task", "Count the stars.")
                    .put("planReview", world.setting().review())
                    .put("ttlDays", world.setting().ttlDays());
            body.putObject("limits").put("maxStalls", world.setting().maxStalls());
            for (int attempt = 0; attempt < PATIENCE && run == null; attempt++) {
                Reply reply = send("alice", "POST", "/runs", body, "the-first");
                if (reply.status() == 202) {
                    run = key(reply);
                } else if (reply.status() == 409) {
                    // Others have deleted it before she was told of it.
                    run = world.witness().deleted().iterator().next();
                } else {
                    world.nap(2);
                }
            }
        });
    }

    private static RunKey key(Reply reply) {
        return new RunKey(
                World.TENANT, new RunId(Json.tree(reply.body()).path("runId").asString()));
    }

    /** Whoever is asked something says yes. */
    void agree(RunKey key) {
        world.turns().spawn("alice agrees", () -> decide(key, "alice", true));
    }

    /** Says no to a plan, which ends the run. */
    void reject(RunKey key, String by) {
        world.turns().spawn(by + " rejects", () -> decide(key, by, body().put("decision", "reject")));
    }

    void approve(RunKey key, String by) {
        world.turns().spawn(by + " approves", () -> decide(key, by, body().put("decision", "approve")));
    }

    /** Sends the plan back, which leads to another. */
    void revise(RunKey key, String by) {
        world.turns()
                .spawn(
                        by + " revises",
                        () -> decide(key, by, body().put("decision", "revise").put("feedback", "more of it")));
    }

    /** Approves whatever is asked by then, as the plan that was seen on a page opened before. */
    void approveAsSeen(RunKey key, String by, String planHash) {
        world.turns()
                .spawn(
                        by + " approves what they saw",
                        () -> decide(key, by, body().put("decision", "approve").put("planHash", planHash)));
    }

    /** One of them decides something, or both do at once. */
    void decideSomehow(RunKey key) {
        world.turns().spawn("alice decides", () -> decide(key, "alice", random().nextInt(3) > 0));
        if (random().nextInt(4) == 0) {
            world.turns().spawn("bob decides", () -> decide(key, "bob", random().nextInt(3) > 0));
        }
    }

    private void decide(RunKey key, String by, boolean agreeing) {
        RequestRecord asked = lastAsked(key);
        if (asked != null) {
            decide(key, by, asked, decision(asked, agreeing));
        }
    }

    private void decide(RunKey key, String by, ObjectNode body) {
        decide(key, by, Objects.requireNonNull(lastAsked(key), "nothing is asked"), body);
    }

    private void decide(RunKey key, String by, RequestRecord asked, ObjectNode body) {
        String id = asked.request().requestId().value();
        Reply reply = send(by, "POST", "/runs/" + key.runId() + "/requests/" + id + "/response", body, null);
        RequestRecord stands = world.index()
                .get(RequestRecord.key(key, asked.request().requestId()))
                .map(Versioned::record)
                .orElse(null);
        if (stands == null && !world.witness().deleted().contains(key)) {
            world.findings().add("a request is gone: " + key + " " + id);
        }
        DecisionKind decision =
                DecisionKind.valueOf(body.path("decision").asString().toUpperCase(java.util.Locale.ROOT));
        switch (reply.status()) {
            case 202 -> {
                world.tally().count("decisions accepted");
                accepted.add(new Accepted(key, id, decision, by));
            }
            case 409, 410 -> {
                if (stands != null) {
                    seesWhatStands(stands, Json.tree(reply.body()).path("request"), by);
                }
            }
            default -> {
                // A store failed or the invocation died: nothing was promised.
            }
        }
    }

    private void seesWhatStands(RequestRecord stands, JsonNode shown, String by) {
        world.tally().count("decisions that lost");
        String status = shown.path("status").asString("");
        boolean answered = stands.status() == RequestStatus.ANSWERED && status.equals("ANSWERED");
        if (answered) {
            String decision = shown.path("response").path("decision").asString("");
            String word = stands.decision() == null ? "" : stands.decision().word();
            if (!decision.equals(word)) {
                world.findings().add(by + " lost and was shown " + shown + " where " + word + " stands");
            }
        } else if (status.isEmpty() && world.flipped().isEmpty()) {
            world.findings().add(by + " lost and was not shown what stands");
        }
    }

    /** Whether it waits for an answer whose time has not passed. */
    boolean canAnswer(RunRecord waiting) {
        return waiting.pendingRequest() != null
                && world.index()
                        .get(RequestRecord.key(waiting.run(), waiting.pendingRequest()))
                        .filter(asked -> world.clocks()
                                .instant()
                                .isBefore(asked.record().request().expiresAt()))
                        .isPresent();
    }

    /** What is asked now; else what was asked last, for it may have expired or been answered. */
    private @Nullable RequestRecord lastAsked(RunKey key) {
        List<RequestRecord> all = new ArrayList<>(world.index().list(key, RecordKind.REQUEST, null, false, 1000));
        all.sort(java.util.Comparator.comparingLong(RequestRecord::seq));
        return all.isEmpty() ? null : all.getLast();
    }

    private ObjectNode decision(RequestRecord asked, boolean agreeing) {
        RequestType type = asked.request().type();
        ObjectNode body = body();
        if (type.equals(RequestType.QUESTION)) {
            return body.put("decision", "answer").put("answer", "forty-two");
        }
        if (agreeing) {
            body.put("decision", "approve");
            if (asked.request().planHash() != null && random().nextBoolean()) {
                body.put("planHash", asked.request().planHash());
            }
            return body;
        }
        if (type.equals(RequestType.TOOL_APPROVAL)) {
            return body.put("decision", "deny").put("feedback", "not today");
        }
        return switch (random().nextInt(6)) {
            case 0 -> body.put("decision", "reject");
            case 1 -> body.put("decision", "approve").put("plan", "a plan of a person's own");
            case 2 -> body.put("decision", "approve").put("planHash", "0".repeat(64));
            default -> body.put("decision", "revise").put("feedback", "more of it");
        };
    }

    void resume(RunKey key) {
        resume(key, "alice");
    }

    void resume(RunKey key, String by) {
        world.turns().spawn(by + " resumes", () -> resumeNow(key, by));
    }

    /** Resumes within the caller's own turn; gives the status that it is answered. */
    int resumeNow(RunKey key, String by) {
        Reply reply = send(by, "POST", "/runs/" + key.runId() + "/resume", null, null);
        world.tally().count(reply.status() == 202 ? "resumed" : "not resumed");
        return reply.status();
    }

    void cancel(RunKey key) {
        world.turns().spawn("bob cancels", () -> {
            Reply reply = send("bob", "POST", "/runs/" + key.runId() + "/cancel", null, null);
            if (reply.status() == 200) {
                cancelled.add(key);
            }
        });
    }

    /** Pins it, or lets it go again. */
    void keep(RunKey key, String by, boolean keep) {
        world.turns().spawn(by + (keep ? " keeps" : " lets go"), () -> {
            wishes.put(key, keep);
            Reply reply = send(by, "POST", "/runs/" + key.runId() + "/keep", body().put("keep", keep), null);
            if (reply.status() < 500) {
                wishes.remove(key, keep);
                world.tally().count(reply.status() == 200 ? keep ? "pinned" : "unpinned" : "not pinned");
            }
        });
    }

    /** Whoever wanted a pin or none and was never told what became of it asks once more. */
    void wishAgain() {
        new LinkedHashMap<>(wishes).forEach((key, keep) -> keep(key, "alice", keep));
    }

    void delete(RunKey key, String by) {
        world.turns().spawn(by + " deletes", () -> {
            Reply reply = send(by, "DELETE", "/runs/" + key.runId(), null, null);
            if (reply.status() == 204) {
                deleted.add(key);
            }
        });
    }

    /** Replays under a key; the same key gives the same run, whoever asks, at once or later. */
    void replay(RunKey key, String by, String under, boolean recorded) {
        world.turns().spawn(by + " replays", () -> {
            List<CheckpointRecord> all = world.index().list(key, RecordKind.CHECKPOINT, null, false, 1000);
            if (all.isEmpty()) {
                return;
            }
            // The same request for the same key, whatever came to the run since.
            CheckpointRecord from = all.get(Math.min(all.size() - 1, 1));
            ObjectNode body = body().put("checkpointId", from.checkpointId().value())
                    .put("mode", recorded ? "recorded" : "fresh");
            Reply reply = send(by, "POST", "/runs/" + key.runId() + "/replay", body, under);
            if (reply.status() == 202) {
                String child = key(reply).runId().value();
                String before = underKeys.putIfAbsent(under + from.checkpointId() + recorded, child);
                if (before != null && !before.equals(child)) {
                    world.findings().add("one Idempotency-Key opened two runs: " + before + " and " + child);
                }
                world.tally().count("replays opened");
            }
        });
    }

    /** @param what of the run; HEAD in it stands for its head */
    void read(RunKey key, String by, String what) {
        RunRecord run = world.witness().run(key);
        String path =
                run == null ? what : what.replace("HEAD", run.checkpointId().value());
        world.turns().spawn(by + " reads", () -> send(by, "GET", "/runs/" + key.runId() + path, null, null));
    }

    private void look(RunKey key) {
        if (random().nextInt(3) == 0) {
            read(key, "bob", random().nextBoolean() ? "/checkpoints/HEAD" : "/events");
            return;
        }
        world.turns().spawn("bob looks", () -> {
            boolean gone = world.witness().deleted().contains(key);
            Reply reply = send("bob", "GET", "/runs/" + key.runId(), null, null);
            if (gone && reply.status() < 400) {
                world.findings().add("a deleted run is shown: " + text(reply));
            }
            if (reply.status() == 200) {
                JsonNode shown = Json.tree(reply.body());
                boolean waits = shown.path("status").asString("").equals("WAITING");
                if (waits != shown.path("pendingRequest").isObject()) {
                    world.findings()
                            .add("a run is shown as " + shown.path("status") + " with pending request "
                                    + shown.path("pendingRequest"));
                }
            }
        });
    }

    /** At any moment, to any run. */
    void somethingAtRandom() {
        List<RunKey> runs = world.witness().runs();
        if (runs.isEmpty()) {
            return;
        }
        RunKey key = runs.get(random().nextInt(runs.size()));
        world.tally().count("deeds of people");
        switch (random().nextInt(12)) {
            case 0 -> cancel(key);
            case 1, 2 -> resume(key);
            case 3 -> replaySomehow(key);
            case 4, 5 -> look(key);
            case 6 -> keep(key, "alice", random().nextInt(3) > 0);
            case 7 -> delete(key, "bob");
            default -> decideSomehow(key);
        }
    }

    private void replaySomehow(RunKey key) {
        if (world.witness().runs().size() < 3) {
            boolean recorded = random().nextBoolean();
            replay(key, "alice", "a-key", recorded);
            if (random().nextBoolean()) {
                replay(key, "bob", random().nextBoolean() ? "a-key" : "another-key", recorded);
            }
        }
    }

    /** When all has ended: to one of the runs, or two people at once. */
    void somethingAfterTheEnd() {
        List<RunKey> runs = world.witness().runs();
        RunKey key = runs.get(random().nextInt(runs.size()));
        for (int people = 1 + random().nextInt(2); people > 0; people--) {
            world.tally().count("deeds of people");
            switch (random().nextInt(5)) {
                case 0 -> resume(key);
                case 1 -> replaySomehow(key);
                case 2 -> keep(key, people == 1 ? "alice" : "bob", random().nextInt(3) > 0);
                default -> delete(key, people == 1 ? "alice" : "bob");
            }
        }
    }

    /** One of them looks after a run that does not go on by itself. */
    void lookAfter(RunKey key, RunRecord record) {
        switch (record.status()) {
            case WAITING -> agree(key);
            case RUNNING, FAILED -> resume(key);
            case SUCCEEDED, STOPPED, CANCELLED -> look(key);
        }
    }
}
