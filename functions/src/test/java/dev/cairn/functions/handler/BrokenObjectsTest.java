package dev.cairn.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.index.Write;
import dev.cairn.core.integrity.WayOn;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.world.World;
import dev.cairn.functions.BrokenObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void theNewestIntact_shouldBeTold_whenNothingCanBeWritten() {
        Pointer at = rig.gone(2);
        String key = "acme/runs/sample/checkpoints/" + at.checkpointId() + ".json.gz";
        rig.world.blobs.delete(key);
        IndexStore takesNothing = new DelegatingIndexStore(rig.world.index) {
            @Override
            public boolean transact(List<Write> writes) {
                throw new StoreException("The index takes no writes.");
            }
        };
        World world = new World(rig.world.blobs, takesNothing);
        List<String> logged = new ArrayList<>();

        Optional<WayOn> way =
                new BrokenObjects(world.machine).met(new BrokenObjectException(key, "is missing"), logged::add);

        assertThat(way)
                .hasValueSatisfying(found -> assertThat(found.newestIntact())
                        .hasToString(rig.world
                                .checkpoints(FunctionsRig.RUN)
                                .get(1)
                                .checkpointId()
                                .value()));
        JsonNode line = Json.tree(logged.getFirst());
        assertThat(line.path("trouble").stringValue()).isEqualTo("The index takes no writes.");
        assertThat(line.path("newestIntact").stringValue()).startsWith("00000001-");
    }

    @Test
    void api_shouldWriteTheSameLine_toTheLogOfItsInvocation() {
        Pointer at = rig.gone(2);
        rig.world.blobs.delete("acme/runs/sample/checkpoints/" + at.checkpointId() + ".json.gz");

        for (String path : List.of("/runs/sample", "/runs/sample/checkpoints/" + at.checkpointId())) {
            rig.logged.clear();
            rig.call("ApiFunction", read(path));

            assertThat(rig.logged)
                    .singleElement()
                    .satisfies(line -> assertThat(Json.tree(line).path("alarm").stringValue())
                            .isEqualTo("broken-object"));
        }
    }

    @Test
    void api_shouldWriteOfAFaultOfItsOwn_toTheLogOfItsInvocation() {
        rig.call("ApiFunction", Json.bytes(Map.of("version", "2.0")));

        assertThat(rig.logged).singleElement().asString().contains("\"level\":\"error\"", "\"causes\"");
    }

    private static byte[] read(String path) {
        return Json.bytes(Map.of(
                "version",
                "2.0",
                "rawPath",
                path,
                "headers",
                Map.of(),
                "requestContext",
                Map.of("requestId", "r", "http", Map.of("method", "GET", "path", path, "sourceIp", "192.0.2.1"))));
    }
}
