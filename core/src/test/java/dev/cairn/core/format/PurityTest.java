package dev.cairn.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.json.Json;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The released upcasts are pure, each shown on every document of its kind in the golden store it comes from. */
class PurityTest {
    private static GoldenStore store(int format) {
        return GoldenStore.all().stream()
                .filter(one -> one.format() == format)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyReleasedUpcast_shouldBePure() throws IOException {
        for (Upcast upcast : Formats.RELEASED.upcasts()) {
            List<ObjectNode> documents = store(upcast.from()).documents(upcast.kind());
            assertThat(documents)
                    .as(upcast.kind() + " of format " + upcast.from())
                    .isNotEmpty();
            documents.forEach(document -> Purity.require(upcast, document));
        }
    }

    /** So that the day's first upcast is not shown on nothing. */
    @Test
    void everyGoldenStore_shouldHoldDocumentsOfEveryKind() throws IOException {
        Set<Stored> held = EnumSet.noneOf(Stored.class);
        for (GoldenStore store : GoldenStore.all()) {
            for (Stored kind : Stored.values()) {
                if (!store.documents(kind).isEmpty()) {
                    held.add(kind);
                }
            }
            assertThat(EnumSet.complementOf(EnumSet.copyOf(held)))
                    .as("kinds that are not in format " + store.format())
                    .isSubsetOf(Stored.QUARANTINE);
        }
    }

    @Test
    void anUpcastThatIsNotPure_shouldBeFound() {
        ObjectNode document = (ObjectNode) Json.tree("{\"a\":1}");
        AtomicInteger calls = new AtomicInteger();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        Purity.require(new Upcast(Stored.RUN, 0, tree -> tree.put("b", 2)), document.deepCopy()))
                .withMessageContaining("was given");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Purity.require(
                        new Upcast(Stored.RUN, 0, tree -> tree.deepCopy().put("b", calls.incrementAndGet())), document))
                .withMessageContaining("done again");
    }
}
