package dev.cairn.core.ledger;

import static dev.cairn.core.world.ScriptedModel.ledger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLedgerReaderTest {
    private static final String GOOD = ledger(false, true, false, "coder", "go {on} \\\"now\\\" }");

    @ParameterizedTest
    @ValueSource(
            strings = {"%s", "Here it is:\n```json\n%s\n```\nDone.", "{not json} then %s", "a } brace { and \" %s"})
    void read_shouldFindTheLedger_whateverIsAroundIt(String around) {
        ProgressLedger read = ProgressLedgerReader.read(around.formatted(GOOD));

        assertThat(read.satisfied()).isFalse();
        assertThat(read.stalled()).isTrue();
        assertThat(read.nextSpeaker().answer()).isEqualTo("coder");
        assertThat(read.instructionOrQuestion().answer()).isEqualTo("go {on} \"now\" }");
    }

    @Test
    void read_shouldTakeTheTextsTrueAndFalse_asWhatTheySay() {
        String text = GOOD.replace("\"answer\":true", "\"answer\":\"TRUE\"")
                .replace("\"answer\":false", "\"answer\":\"false\"");

        assertThat(ProgressLedgerReader.read(text).isInLoop().answer()).isTrue();
        assertThat(ProgressLedgerReader.read(text).satisfied()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yes\"", "1", "0", "null", "\"\"", "{}", "\"false.\""})
    void read_shouldRefuseAnyOtherBoolean(String answer) {
        String text = GOOD.replace("\"answer\":true", "\"answer\":" + answer);

        assertThatThrownBy(() -> ProgressLedgerReader.read(text))
                .isInstanceOf(MalformedLedgerException.class)
                .hasMessageContaining("is_in_loop.answer must be true or false");
    }

    @Test
    void read_shouldTellTheModelInItsOwnWords_whenTheJsonCannotBeRead() {
        String deep = "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000);

        assertThatThrownBy(() -> ProgressLedgerReader.read(deep))
                .isInstanceOf(MalformedLedgerException.class)
                .hasMessageNotContaining("StreamReadConstraints")
                .hasMessageNotContaining("`");
    }

    @Test
    void read_shouldNameEveryMissingField_atOnce() {
        assertThatThrownBy(() -> ProgressLedgerReader.read("{\"is_in_loop\": {\"reason\": \"r\", \"answer\": true}}"))
                .hasMessageContaining("is_request_satisfied is missing")
                .hasMessageContaining("next_speaker is missing");
    }

    @Test
    void read_shouldEndSoon_whenAModelWritesNothingButBraces() {
        String braces = "{".repeat(2_000_000);

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> ProgressLedgerReader.read(braces))
                        .isInstanceOf(MalformedLedgerException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "{\"is_in_loop\": ", "[]", "{}", "{\"a\":1,\"a\":2}"})
    void read_shouldRefuseWhatIsNoLedger(String text) {
        assertThatThrownBy(() -> ProgressLedgerReader.read(text)).isInstanceOf(MalformedLedgerException.class);
    }
}
