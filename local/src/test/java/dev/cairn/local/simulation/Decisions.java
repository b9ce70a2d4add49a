package dev.cairn.local.simulation;

import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Json;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.api.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people decide about what they are asked, and what they were told of it. */
final class Decisions {
    /** Somebody was told that their decision stands. */
    record Accepted(RunKey run, String request, DecisionKind decision, String by) {}

    private final World world;
    private final List<Accepted> accepted = new ArrayList<>();

    Decisions(World world) {
        this.world = world;
    }

    List<Accepted> accepted() {
        return accepted;
    }

    private RandomGenerator random() {
        return world.luck().random();
    }

    /** Whoever is asked something says yes. */
    void agree(RunKey key) {
        world.turns().spawn("alice agrees", () -> decide(key, "alice", true));
    }

    /** Says no to a plan, which ends the run. */
    void reject(RunKey key, String by) {
        world.turns().spawn(by + " rejects", () -> decide(key, by, Post.body().put("decision", "reject")));
    }

    void approve(RunKey key, String by) {
        world.turns().spawn(by + " approves", () -> decide(key, by, Post.body().put("decision", "approve")));
    }

    /** Sends the plan back, which leads to another. */
    void revise(RunKey key, String by) {
        world.turns()
                .spawn(
                        by + " revises",
                        () -> decide(
                                key, by, Post.body().put("decision", "revise").put("feedback", "more of it")));
    }

    /** Approves whatever is asked by then, as the plan that was seen on a page opened before. */
    void approveAsSeen(RunKey key, String by, String planHash) {
        world.turns()
                .spawn(
                        by + " approves what they saw",
                        () -> decide(
                                key, by, Post.body().put("decision", "approve").put("planHash", planHash)));
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
        Reply reply =
                world.post().send(by, "POST", "/runs/" + key.runId() + "/requests/" + id + "/response", body, null);
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
        ObjectNode body = Post.body();
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
}
