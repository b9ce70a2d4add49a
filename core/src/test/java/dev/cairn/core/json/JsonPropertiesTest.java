package dev.cairn.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds of the codec for any JSON. */
class JsonPropertiesTest {
    @Provide
    Arbitrary<JsonNode> trees() {
        return AnyValue.tree();
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyValue.text();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aTree_shouldReadBackEqual_andBeWrittenTheSameAgain(@ForAll("trees") JsonNode tree) {
        byte[] bytes = Json.bytes(tree);

        assertThat(Json.tree(bytes)).isEqualTo(tree);
        assertThat(Json.bytes(Json.tree(bytes))).isEqualTo(bytes);
        assertThat(Json.text(tree).getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aTree_shouldHaveOneHash_inWhateverOrderItsFieldsCame(@ForAll("trees") JsonNode tree, @ForAll int seed) {
        assertThat(Digest.hexOfJson(shuffled(tree, new Random(seed)))).isEqualTo(Digest.hexOfJson(tree));
    }

    private static JsonNode shuffled(JsonNode tree, Random random) {
        return switch (tree) {
            case ObjectNode object -> {
                List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
                Collections.shuffle(fields, random);
                ObjectNode other = Json.mapper().createObjectNode();
                fields.forEach(field -> other.set(field.getKey(), shuffled(field.getValue(), random)));
                yield other;
            }
            case ArrayNode array -> {
                ArrayNode other = Json.mapper().createArrayNode();
                array.forEach(item -> other.add(shuffled(item, random)));
                yield other;
            }
            default -> tree;
        };
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aText_shouldReadBackEqual_andShareItsHashWithNone(@ForAll("texts") String one, @ForAll("texts") String other) {
        assertThat(Json.read(Json.bytes(one), String.class)).isEqualTo(one);
        assertThat(Digest.hex(one).equals(Digest.hex(other))).isEqualTo(one.equals(other));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void anyBytes_shouldBeAValue_orTheNamedError(@ForAll byte[] bytes) {
        readOrRefused(bytes);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void aDocument_shouldBeAValue_orTheNamedError_whateverIsChangedInIt(
            @ForAll("trees") JsonNode tree, @ForAll int seed) {
        readOrRefused(Mutation.of(Json.bytes(tree), new Random(seed)));
    }

    /** What is read is JSON of ours in UTF-8: written again, it reads as the same; 1e2 is written, and then read, as 100. */
    private static void readOrRefused(byte[] bytes) {
        JsonNode read;
        try {
            read = Json.tree(bytes);
        } catch (JacksonException refused) {
            assertThat(refused.getOriginalMessage()).isNotBlank();
            return;
        }
        byte[] written = Json.bytes(read);
        assertThat(Json.bytes(Json.tree(written))).isEqualTo(written);
    }
}
