package dev.cairn.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.event.EventType;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.Pointer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A step meets an object that is not what was stored. */
class BrokenObjectsTest {
    private final FunctionsRig rig = new FunctionsRig();

    @Test
    void step_shouldFailForGood_markTheCheckpoint_andWriteALineForTheAlarm() {
        Pointer at = rig.gone(2);
        String key = "acme/runs/sample/checkpoints/" + at.checkpointId() + ".json.gz";
        rig.world.blobs.delete(key);

        assertThatThrownBy(() -> rig.step(at.next() + "Function", at))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining(key)
                .hasMessageContaining("is missing");

        assertThat(rig.logged).hasSize(1);
        JsonNode line = Json.tree(rig.logged.getFirst());
        assertThat(line.path("alarm").stringValue()).isEqualTo("broken-object");
        assertThat(line.path("key").stringValue()).isEqualTo(key);
        assertThat(line.path("checkpoint").stringValue())
                .isEqualTo(at.checkpointId().value());
        assertThat(line.path("newestIntact").stringValue()).startsWith("00000001-");
        assertThat(rig.world.eventTypes(FunctionsRig.RUN)).endsWith(EventType.CHECKPOINT_QUARANTINED);
    }
}
