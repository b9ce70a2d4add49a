package dev.cairn.local.simulation;

import static dev.cairn.local.simulation.Races.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunStatus;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What people were told in a race: whole answers, looked at field by field. */
final class Told {
    private Told() {}

    static List<Post.Said> said(World world, int count) {
        List<Post.Said> all = world.post().said();
        return all.subList(all.size() - count, all.size());
    }

    static List<Post.Said> said(World world, int count, int status) {
        return said(world, count).stream().filter(one -> one.status() == status).toList();
    }

    /** What this one was answered in the race. */
    static Post.Said told(World world, int count, String who) {
        return said(world, count).stream()
                .filter(one -> one.by().equals(who))
                .findFirst()
                .orElseThrow();
    }

    /** Of two, one was taken and one refused; the one who was not this one. */
    static String other(String one) {
        return one.equals("alice") ? "bob" : "alice";
    }

    /** A whole refusal: what kind it is, in words, and the run as it stands. */
    static JsonNode refusal(Post.Said said, int status, String type, String detail) {
        JsonNode body = said.body();
        assertThat(said.status()).isEqualTo(status);
        assertThat(body.path("type").asString()).isEqualTo("urn:cairn:problem:" + type);
        assertThat(body.path("status").asInt()).isEqualTo(status);
        assertThat(body.path("title").asString()).isNotBlank();
        assertThat(body.path("errors").isArray()).isTrue();
        assertThat(body.path("errors").isEmpty()).isTrue();
        assertThat(body.path("detail").asString()).containsPattern(detail);
        assertThat(body.toString()).doesNotContain("task-token", "taskToken");
        return body;
    }

    /** The run as somebody was told it stands: its head is one that was committed, by an execution of this epoch. */
    static void stands(World world, JsonNode run, RunStatus status, long epoch) {
        assertThat(run.path("runId").asString()).isEqualTo(key(world).runId().value());
        assertThat(run.path("status").asString()).isEqualTo(status.name());
        assertThat(run.path("epoch").asLong()).isEqualTo(epoch);
        CheckpointId head =
                new CheckpointId(run.path("head").path("checkpointId").asString());
        assertThat(world.witness()
                        .of(key(world))
                        .get(run.path("head").path("seq").asInt())
                        .record()
                        .checkpointId())
                .isEqualTo(head);
    }

    static void movedBy(JsonNode run, String who, String what) {
        assertThat(run.path("lastAct").path("who").asString()).isEqualTo(who);
        assertThat(run.path("lastAct").path("what").asString()).isEqualTo(what);
        assertThat(run.path("lastAct").path("at").asString()).isNotBlank();
    }

    /** The request as a loser was shown it: decided by whom, how and when. */
    static void decided(JsonNode request, RequestId id, String decision, String by) {
        assertThat(request.path("requestId").asString()).isEqualTo(id.value());
        assertThat(request.path("status").asString()).isEqualTo("ANSWERED");
        assertThat(request.path("response").path("decision").asString()).isEqualTo(decision);
        assertThat(request.path("response").path("by").asString()).isEqualTo(by);
        assertThat(request.path("response").path("at").asString()).isNotBlank();
    }
}
