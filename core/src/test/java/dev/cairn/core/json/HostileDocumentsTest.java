package dev.cairn.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.log.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** The corpus against the codec: each document is refused, in its own words and in little time. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileDocumentsTest {
    static List<Hostile> json() {
        return Hostile.json();
    }

    static List<Hostile> checkpointRecords() {
        return Hostile.checkpointRecords();
    }

    @ParameterizedTest
    @MethodSource("json")
    void tree_shouldRefuse(Hostile document) {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> Json.tree(document.bytes()))
                .withMessageContaining(document.refusal());
    }

    @ParameterizedTest
    @MethodSource("json")
    void received_shouldRefuse(Hostile document) {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> Json.received(document.bytes()))
                .withMessageContaining(document.refusal());
    }

    @ParameterizedTest
    @MethodSource("json")
    void read_shouldRefuse_whateverTheType(Hostile document) {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Json.read(document.bytes(), Content.class));
    }

    @ParameterizedTest
    @MethodSource("checkpointRecords")
    void record_shouldBeRefused(Hostile document) {
        String text = new String(document.bytes(), StandardCharsets.UTF_8);
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> RecordCodec.RELEASED.read(RecordKind.CHECKPOINT, "acme/r", text))
                .withMessageContaining(document.refusal());
    }

    /** What the hostile records were made from: they fail for what was changed in them and for nothing else. */
    @Test
    void record_shouldBeTaken_asItWasBeforeItWasChanged() {
        assertThat(RecordCodec.RELEASED
                        .read(RecordKind.CHECKPOINT, "acme/r", """
                                {"format":1,"tenant":"acme","runId":"r","seq":3,"checkpointId":"c-3","step":"Plan",\
                                "next":"AgentTurn","at":"2026-03-01T12:00:00Z","hash":"ab","bytes":7,"terminal":false}""")
                        .seq())
                .isEqualTo(3);
    }
}
