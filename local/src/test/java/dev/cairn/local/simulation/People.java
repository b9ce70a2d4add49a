package dev.cairn.local.simulation;

import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.api.http.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** People at the API: what they do to runs, and what they were promised. */
final class People {
    private static final int PATIENCE = 60;

    private final World world;
    private final List<RunKey> cancelled = new ArrayList<>();
    private final List<RunKey> deleted = new ArrayList<>();
    private final Map<String, String> underKeys = new HashMap<>();
    private final Map<RunKey, Boolean> wishes = new LinkedHashMap<>();
    private @Nullable RunKey run;

    People(World world) {
        this.world = world;
    }

    /** The first run, once somebody knows its id. */
    @Nullable
    RunKey run() {
        return run;
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

    /** Opens the run under one key, however often that takes. */
    void open() {
        world.turns().spawn("alice opens", () -> {
            ObjectNode body = Post.body()
                    .put("task", "Count the stars.")
                    .put("planReview", world.setting().review())
                    .put("ttlDays", world.setting().ttlDays());
            body.putObject("limits").put("maxStalls", world.setting().maxStalls());
            for (int attempt = 0; attempt < PATIENCE && run == null; attempt++) {
                Reply reply = world.post().send("alice", "POST", "/runs", body, "the-first");
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

    void resume(RunKey key) {
        resume(key, "alice");
    }

    void resume(RunKey key, String by) {
        world.turns().spawn(by + " resumes", () -> resumeNow(key, by));
    }

    /** Resumes within the caller's own turn; gives the status that it is answered. */
    int resumeNow(RunKey key, String by) {
        Reply reply = world.post().send(by, "POST", "/runs/" + key.runId() + "/resume", null, null);
        world.tally().count(reply.status() == 202 ? "resumed" : "not resumed");
        return reply.status();
    }

    void cancel(RunKey key) {
        world.turns().spawn("bob cancels", () -> {
            Reply reply = world.post().send("bob", "POST", "/runs/" + key.runId() + "/cancel", null, null);
            if (reply.status() == 200) {
                cancelled.add(key);
            }
        });
    }

    /** Pins it, or lets it go again. */
    void keep(RunKey key, String by, boolean keep) {
        world.turns().spawn(by + (keep ? " keeps" : " lets go"), () -> {
            wishes.put(key, keep);
            Reply reply = world.post()
                    .send(
                            by,
                            "POST",
                            "/runs/" + key.runId() + "/keep",
                            Post.body().put("keep", keep),
                            null);
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
            Reply reply = world.post().send(by, "DELETE", "/runs/" + key.runId(), null, null);
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
            ObjectNode body = Post.body()
                    .put("checkpointId", from.checkpointId().value())
                    .put("mode", recorded ? "recorded" : "fresh");
            Reply reply = world.post().send(by, "POST", "/runs/" + key.runId() + "/replay", body, under);
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
        world.turns()
                .spawn(by + " reads", () -> world.post().send(by, "GET", "/runs/" + key.runId() + path, null, null));
    }

    private void look(RunKey key) {
        if (random().nextInt(3) == 0) {
            read(key, "bob", random().nextBoolean() ? "/checkpoints/HEAD" : "/events");
            return;
        }
        world.turns().spawn("bob looks", () -> {
            boolean gone = world.witness().deleted().contains(key);
            Reply reply = world.post().send("bob", "GET", "/runs/" + key.runId(), null, null);
            if (gone && reply.status() < 400) {
                world.findings().add("a deleted run is shown: " + Post.text(reply));
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
            default -> world.decisions().decideSomehow(key);
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
            case WAITING -> world.decisions().agree(key);
            case RUNNING, FAILED -> resume(key);
            case SUCCEEDED, STOPPED, CANCELLED -> look(key);
        }
    }
}
