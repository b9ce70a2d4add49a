package dev.cairn.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @Test
    void of_shouldLeaveOrdinaryTextAlone() {
        String text = "Grüße, 世界 👍\n\tCO₂ — 7.2 kWh";
        assertThat(SafeText.of(text)).isSameAs(text);
    }

    @Test
    void of_shouldShowEscapeSequencesInsteadOfSendingThem() {
        assertThat(SafeText.of("\u001b[2Jgone\u001b]0;title\u0007\b")).isEqualTo("^[[2Jgone^[]0;title^G^H");
        assertThat(SafeText.of("\u009b31m")).isEqualTo("<U+009B>31m");
        assertThat(SafeText.of("a\u007fb\u0000c")).isEqualTo("a^?b^@c");
    }

    @Test
    void of_shouldShowSignsThatReverseALine() {
        assertThat(SafeText.of("safe\u202egnp.exe")).isEqualTo("safe<U+202E>gnp.exe");
        assertThat(SafeText.of("\u2066x\u2069")).isEqualTo("<U+2066>x<U+2069>");
    }

    @Test
    void of_shouldMakeEveryEndOfLineALineFeed_soThatNoneOverwritesWhatStands() {
        assertThat(SafeText.of("a\r\nb\rc\u2028d\u0085e")).isEqualTo("a\nb\nc\nd\ne");
    }

    @Test
    void of_shouldReplaceHalfACharacter() {
        assertThat(SafeText.of("a\ud83dz\udc4d")).isEqualTo("a\uFFFDz\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[31m", "\u009b2J", "\u202e", "\r", "\u0007", "\u007f", "\ud800"})
    void of_shouldLeaveNothingThatATerminalObeys(String hostile) {
        assertThat(SafeText.of("x" + hostile + "y").codePoints())
                .noneMatch(c -> c != '\n' && (Character.isISOControl(c) || c == 0x202e || c == 0xd800));
    }

    @Test
    void json_shouldMeanTheSame_andHoldNoSuchCharacter() {
        String value = "a\u009b31m\u202eb\u007fc\n👍";
        String json = SafeText.json(Json.text(Map.of("text", value)));
        assertThat(json)
                .contains("\\u009b")
                .contains("\\u202e")
                .contains("\\u007f")
                .contains("👍");
        assertThat(Json.tree(json).path("text").asString()).isEqualTo(value);
    }

    @Test
    void line_shouldBeOneLine() {
        assertThat(SafeText.line(" a\n\n b\t\u001b[1mc ")).isEqualTo("a b ^[[1mc");
    }
}
