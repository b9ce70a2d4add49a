package dev.cairn.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.run.Identifiers;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What is allowed in ids and keys, beside the same told by regular expressions. */
class BlobRulesTest {
    private static final String PART = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}";

    @Provide
    Arbitrary<String> nearlyKeys() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(
                        6,
                        Arbitraries.strings()
                                .withChars("abzAZ059_-")
                                .ofMinLength(1)
                                .ofMaxLength(3)),
                Tuple.of(4, Arbitraries.of("/", ".", "//", "..", "/.")),
                Tuple.of(1, Arbitraries.of("x".repeat(64), "x".repeat(199), "x".repeat(200))),
                Tuple.of(1, Arbitraries.of(" ", "\n", "\\", "é", "ａ", "٣", "@", "[", "`", "{", ":", "\0")));
        return piece.list().ofMaxSize(8).map(pieces -> String.join("", pieces));
    }

    @Property
    void rules_shouldBeThoseOfTheirExpressions(@ForAll("nearlyKeys") String text) {
        assertThat(accepts(BlobRules::key, text)).isEqualTo(fits(PART + "(?:/" + PART + ")*", text));
        assertThat(accepts(BlobRules::prefix, text)).isEqualTo(fits("(?:" + PART + "/)*(?:" + PART + ")?", text));
        assertThat(accepts(BlobRules::folder, text)).isEqualTo(fits("(?:" + PART + "/)+", text));
        assertThat(BlobRules.isPart(text)).isEqualTo(fits(PART, text));
        assertThat(Identifiers.isId(text)).isEqualTo(fits("[A-Za-z0-9_-]{1,64}", text));
    }

    private static boolean fits(String expression, String text) {
        return text.length() <= BlobRules.MAX_KEY && Pattern.matches(expression, text);
    }

    private static boolean accepts(UnaryOperator<String> rule, String text) {
        try {
            assertThat(rule.apply(text)).isEqualTo(text);
            return true;
        } catch (InvalidInputException refused) {
            return false;
        }
    }
}
