package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.json.Json;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whose a run is within its tenant: the one's who started it, as the authorizer gave them. */
class OwnerTest {
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final TestApi api = new TestApi(blobs, new MemoryIndexStore());

    private JsonNode post(String who, String path, String body) {
        JsonNode vouched =
                Json.tree("{\"jwt\": {\"claims\": {\"sub\": \"%s\", \"custom:tenant\": \"local\"}, \"scopes\": null}}"
                        .formatted(who));
        TestApi.Answer answer = api.sendAs(vouched, "POST", path, body, Map.of("content-type", "application/json"));
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
        api.executions.work();
        return answer.json();
    }

    private String opened(String who) {
        return post(who, "/runs", "{\"task\": \"x\", \"planReview\": \"always\"}")
                .path("runId")
                .stringValue();
    }

    private String owner(String run) {
        return api.runOf(run).path("owner").stringValue();
    }

    @Test
    void run_shouldBeOfTheOneWhoStartedIt_whoeverGoesOnWithIt() {
        String run = opened("ann");
        String request = api.pending(run);
        post("bob", "/runs/" + run + "/requests/" + request + "/response", "{\"decision\": \"approve\"}");

        assertThat(owner(run)).isEqualTo("ann");
        assertThat(api.get("/runs").json().at("/runs/0/owner").stringValue()).isEqualTo("ann");
    }

    @Test
    void fork_shouldBeOfTheOneWhoReplayed() {
        String parent = opened("ann");
        String head = api.runOf(parent).at("/head/checkpointId").stringValue();

        String child = post("bob", "/runs/" + parent + "/replay", "{\"checkpointId\": \"" + head + "\"}")
                .path("runId")
                .stringValue();

        assertThat(owner(child)).isEqualTo("bob");
        assertThat(owner(parent)).isEqualTo("ann");
    }

    @Test
    void owner_shouldBeNothingThatACallerCanSay() {
        TestApi.Answer refused = api.post("/runs", "{\"task\": \"x\", \"owner\": \"somebody\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.faults()).containsKey("owner");
    }

    @Test
    void owner_shouldStandInTheObjects_soThatALostIndexComesBackWithIt() {
        String run = opened("ann");
        MemoryIndexStore rebuilt = new MemoryIndexStore();

        new IndexRebuild(blobs, rebuilt, true).rebuild(Instant.now(), trouble -> {});

        assertThat(rebuilt.get(RunRecord.key(TestApi.key(run)))
                        .orElseThrow()
                        .record()
                        .owner())
                .isEqualTo("ann");
    }
}
