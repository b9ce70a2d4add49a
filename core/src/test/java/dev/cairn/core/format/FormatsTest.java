package dev.cairn.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

class FormatsTest {
    private static final Response RESPONSE = new Response(DecisionKind.REJECT, "too long", null, null, null);

    /** Two formats before the first: feedback was called remark, and before that comment. */
    private static final Formats CHAIN = new Formats(
            -1,
            List.of(
                    new Upcast(Stored.RESPONSE, -1, tree -> renamed(tree, "comment", "remark")),
                    new Upcast(Stored.RESPONSE, 0, tree -> renamed(tree, "remark", "feedback"))));

    private static ObjectNode renamed(ObjectNode tree, String from, String to) {
        ObjectNode renamed = tree.deepCopy();
        return renamed.set(to, renamed.remove(from));
    }

    private static Response read(Formats formats, String document) {
        return formats.read(Stored.RESPONSE, "acme/some/key", document, Response.class);
    }

    @Test
    void write_shouldPutTheFormatFirst() {
        assertThat(new String(Formats.RELEASED.write(Stored.RESPONSE, RESPONSE), StandardCharsets.UTF_8))
                .isEqualTo("{\"format\":1,\"decision\":\"reject\",\"feedback\":\"too long\"}");
    }

    @Test
    void read_shouldTakeEachStep_fromWhereverItBegins() {
        assertThat(read(CHAIN, "{\"format\":-1,\"decision\":\"reject\",\"comment\":\"too long\"}"))
                .isEqualTo(RESPONSE);
        assertThat(read(CHAIN, "{\"format\":0,\"decision\":\"reject\",\"remark\":\"too long\"}"))
                .isEqualTo(RESPONSE);
        assertThat(read(CHAIN, "{\"format\":1,\"decision\":\"reject\",\"feedback\":\"too long\"}"))
                .isEqualTo(RESPONSE);
    }

    @Test
    void read_shouldBeAsStrictWithWhatWasBroughtUp() {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> read(CHAIN, "{\"format\":-1,\"decision\":\"reject\",\"comment\":\"x\",\"colour\":1}"))
                .withMessageContaining("colour");
    }

    @Test
    void read_shouldRefuseByName_whatANewerCairnWrote() {
        assertThatExceptionOfType(NewerFormatException.class)
                .isThrownBy(() -> read(Formats.RELEASED, "{\"format\":2,\"verdict\":\"reject\",\"new\":[]}"))
                .withMessageContaining("acme/some/key has format 2")
                .withMessageContaining("a newer Cairn wrote it")
                .withMessageContaining("formats up to 1")
                .withMessageContaining("upgrade");
    }

    @Test
    void read_shouldRefuse_whatIsOlderThanTheOldest() {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> read(CHAIN, "{\"format\":-2,\"decision\":\"reject\"}"))
                .withMessageContaining("no Cairn wrote format -2");
    }

    @Test
    void theUpcastsOfTheChain_shouldBePure() {
        ObjectNode oldest = (ObjectNode) Json.tree("{\"decision\":\"reject\",\"comment\":\"too long\"}");
        ObjectNode older = (ObjectNode) Json.tree("{\"decision\":\"reject\",\"remark\":\"too long\"}");
        CHAIN.upcasts().forEach(upcast -> Purity.require(upcast, upcast.from() == -1 ? oldest : older));
        assertThat(CHAIN.upcasts()).hasSize(2);
    }

    @Test
    void aChain_shouldHaveOneStepOfAKindFromAFormat() {
        Upcast upcast = new Upcast(Stored.RUN, 0, tree -> tree);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Formats(0, List.of(upcast, upcast)));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Formats(1, List.of(upcast)))
                .withMessageContaining("not from 0");
    }

    @Test
    void write_shouldRefuse_whatCouldNotBeReadAgain() {
        var items = Json.mapper().createArrayNode();
        for (int i = 0; i < 1_100_000; i++) {
            items.add(i);
        }
        Content tooMuch = new Content("", List.of(), null, items);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Formats.RELEASED.writeBelowHeader(Stored.ENTRY, tooMuch))
                .withMessageContaining("too much to be kept")
                .withMessageContaining("Token count")
                .withMessageContaining("ask for less");
    }
}
