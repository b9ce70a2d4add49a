package dev.cairn.cli.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotEnvTest {
    private static Map<String, String> parse(String... lines) {
        return DotEnv.parse(".env", List.of(lines));
    }

    @Test
    void parse_shouldReadPlainValues_withSpacesAround() {
        assertThat(parse("A=1", " B = two words ", "C=")).isEqualTo(Map.of("A", "1", "B", "two words", "C", ""));
    }

    @Test
    void parse_shouldSkipCommentsAndBlankLines_butKeepAHashInAValue() {
        assertThat(parse("# a comment", "", "  # another", "A=x#y", "B=x # why", "C=# nothing"))
                .isEqualTo(Map.of("A", "x#y", "B", "x", "C", ""));
    }

    @Test
    void parse_shouldTakeExport_andTheLastOfTwo() {
        assertThat(parse("export A=1", "export\tB=2", "A=3", "exported=4"))
                .isEqualTo(Map.of("A", "3", "B", "2", "exported", "4"));
    }

    @Test
    void parse_shouldKeepQuotedTextAsItIs_andUnescapeOnlyInDoubleQuotes() {
        assertThat(parse("A='x # \\n y'", "B=\"x # \\n\\\"y\\\" \\$z \\q\"", "C=\"\" # empty", "D='=a='"))
                .isEqualTo(Map.of("A", "x # \\n y", "B", "x # \n\"y\" $z \\q", "C", "", "D", "=a="));
    }

    @Test
    void parse_shouldExpandNothing() {
        assertThat(parse("A=$HOME/`id`/$(id)")).containsEntry("A", "$HOME/`id`/$(id)");
    }

    @Test
    void parse_shouldNameTheLineAndNeverTheValue_whenALineIsNoAssignment() {
        assertThatThrownBy(() -> parse("A=1", "sk-very-secret"))
                .isInstanceOf(CliException.class)
                .hasMessage(".env:2: must be written KEY=VALUE")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> parse("1A=sk-very-secret")).hasMessageNotContaining("secret");
        assertThatThrownBy(() -> parse("A='sk-very-secret")).hasMessage(".env:1: the quote is not closed on this line");
        assertThatThrownBy(() -> parse("A='x' sk-very-secret")).hasMessage(".env:1: has text after the closing quote");
    }

    @Test
    void read_shouldTakeAMissingFileForAnEmptyOne_andAByteOrderMarkForNothing(@TempDir Path directory)
            throws IOException {
        assertThat(DotEnv.read(directory.resolve(".env"))).isEmpty();
        Files.writeString(directory.resolve("with.env"), "\uFEFFA=1\r\nB=2\r\n");
        assertThat(DotEnv.read(directory.resolve("with.env"))).isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void environment_shouldLetTheProcessWin_andTakeEmptyForAbsent() {
        Environment environment = Environment.of(Map.of("A", "process", "E", ""), Map.of("A", "file", "B", "file"));
        assertThat(environment.get("A")).hasValue("process");
        assertThat(environment.get("B")).hasValue("file");
        assertThat(environment.get("E")).isEmpty();
        assertThat(environment).hasToString("Environment[3 variables]");
    }
}
