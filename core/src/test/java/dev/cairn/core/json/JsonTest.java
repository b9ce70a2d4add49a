package dev.cairn.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "-1E+9999",
                "1E-9999",
                "1.10",
                "0.1234567890123456789012345678901234567890",
                "123456789012345678901234567890.5",
                "9007199254740993",
                "18446744073709551616"
            })
    void numbers_shouldKeepEveryDigit(String number) {
        assertThat(Json.text(Json.tree("[" + number + "]"))).isEqualToIgnoringCase("[" + plus(number) + "]");
    }

    private static String plus(String number) {
        return number.replace("1e400", "1E+400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"63", "65", "A", "g", "٣", "é", " "})
    void hash_shouldBe64LowerCaseDigits(String other) {
        String hash = Digest.hex("anything");
        assertThat(Digest.isHex(hash)).isTrue();
        String wrong = switch (other) {
            case "63" -> hash.substring(1);
            case "65" -> hash + "0";
            default -> hash.substring(1) + other;
        };

        assertThat(Digest.isHex(wrong)).isFalse();
    }

    @Test
    void numbers_shouldBeRead_upToFourHundredDigits() {
        assertThat(Json.tree("9".repeat(Bounds.MAX_NUMBER)).bigIntegerValue()).hasToString("9".repeat(400));
    }

    @Test
    void aNumber_shouldBeRefused_thatJsonDoesNotHave() {
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatExceptionOfType(JacksonException.class)
                    .isThrownBy(() -> Json.toTree(Map.of("a", number)))
                    .withMessageContaining("JSON has no " + number);
        }
    }

    @Test
    void halfAPair_shouldSurvive_andHaveItsOwnHash() {
        String cut = "a\ud83e";

        assertThat(new String(Json.bytes(cut), StandardCharsets.UTF_8)).isEqualTo("\"a\\uD83E\"");
        assertThat(Json.text(cut)).isEqualTo("\"a\\uD83E\"");
        assertThat(Json.read(Json.bytes(cut), String.class)).isEqualTo(cut);
        assertThat(Digest.hex(cut)).isNotEqualTo(Digest.hex("a?")).isNotEqualTo(Digest.hex("a\ud83f"));
    }

    @Test
    void hash_shouldBeThatOfTheUtf8_whereThereIsOne() {
        assertThat(Digest.hex("Grüße 🪨")).isEqualTo(Digest.hex("Grüße 🪨".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hash_shouldNotDependOnTheOrderOfFields() {
        assertThat(Digest.hexOfJson(Json.tree("{\"b\":{\"d\":1,\"c\":2},\"a\":3}")))
                .isEqualTo(Digest.hexOfJson(Json.tree("{\"a\":3,\"b\":{\"c\":2,\"d\":1}}")));
        assertThat(Digest.hexOfJson(Json.tree("{\"a\":[1,2]}")))
                .isNotEqualTo(Digest.hexOfJson(Json.tree("{\"a\":[2,1]}")));
    }

    @Test
    void received_shouldFitIntoADocument_thatIsThenRead() {
        String deepest = "[".repeat(Bounds.RECEIVED_DEPTH) + "]".repeat(Bounds.RECEIVED_DEPTH);

        byte[] document = Json.bytes(Map.of("content", Map.of("items", Map.of("message", Json.received(deepest)))));

        assertThat(Json.tree(document).at("/content/items/message").isArray()).isTrue();
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> Json.received("[" + deepest + "]"))
                .withMessageContaining("nesting depth (101)");
    }

    @Test
    void document_shouldBeRefused_whenItIsLongerThanTheBound() {
        byte[] tooLong = new byte[Bounds.MAX_DOCUMENT + 1];
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> Json.tree(tooLong))
                .withMessageContaining("Document length");
    }

    @Test
    void nothing_shouldBeNoValue() {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Json.read("null", Bounds.class));
        assertThat(Json.tree("null").isNull()).isTrue();
    }
}
