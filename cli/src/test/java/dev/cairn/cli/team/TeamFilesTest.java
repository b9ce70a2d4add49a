package dev.cairn.cli.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TeamFilesTest {
    @TempDir
    Path directory = Path.of("");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private void refused(Path file, String message) {
        assertThatThrownBy(() -> TeamFiles.read(file))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.exit()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith(file + message);
    }

    @Test
    void read_shouldKeepWhatIsWritten_inTheTypesThatItHas() throws IOException {
        JsonNode team = TeamFiles.read(file("team.yaml", """
                name: research
                manager: {model: "openai:gpt-5.1"}
                participants:
                  - name: "123"
                    instructions: |
                      First.
                      Second.
                    tools: [code_interpreter]
                planReview: on_stall
                limits: {maxRounds: 10}
                """));
        assertThat(team.path("manager").path("model").asString()).isEqualTo("openai:gpt-5.1");
        assertThat(team.path("participants").path(0).path("name").isString()).isTrue();
        assertThat(team.path("participants").path(0).path("instructions").asString())
                .isEqualTo("First.\nSecond.\n");
        assertThat(team.path("limits").path("maxRounds").isInt()).isTrue();
    }

    @Test
    void read_shouldReadJsonToo() throws IOException {
        assertThat(TeamFiles.read(file("team.json", "{\"name\": \"x\"}"))
                        .path("name")
                        .asString())
                .isEqualTo("x");
        refused(file("bad.json", "{\"name\": \"x\",\n  oops}"), ":2:");
    }

    @Test
    void read_shouldNameLineAndColumn_whenTheYamlIsMalformed() throws IOException {
        refused(file("a.yaml", "name: x\nmanager: {model: \"openai:gpt-5.1\"\nparticipants:\n  - name: y\n"), ":3:1: ");
        refused(file("b.yaml", "name: x\n\tmanager: y\n"), ":2:1: ");
    }

    @Test
    void read_shouldSpeakToPeople_whenTheJsonIsNestedTooDeeply() throws IOException {
        Path deep = file("deep.json", "{\"a\":".repeat(2_000));
        assertThatThrownBy(() -> TeamFiles.read(deep))
                .hasMessageContaining("nesting depth")
                .hasMessageNotContaining("StreamReadConstraints");
    }

    @Test
    void read_shouldRefuseTheSameKeyTwice() throws IOException {
        refused(file("team.yaml", "name: x\nlimits: {maxRounds: 1}\nname: y\n"), ":3:");
    }

    @Test
    void read_shouldRefuseAnAlias_ratherThanTakeItForAText() throws IOException {
        refused(file("team.yaml", "a: &x {model: y}\nb: *x\n"), ":2:4: an alias");
    }

    @Test
    void read_shouldRefuseMoreThanOneDocument_andWhatIsNoObject() throws IOException {
        refused(file("two.yaml", "name: x\n---\nname: y\n"), "");
        refused(file("list.yaml", "- a\n- b\n"), ": must hold one team");
        refused(file("empty.yaml", "# nothing\n"), ": is empty");
    }

    @Test
    void read_shouldNameAFileThatIsNotThere_orCannotBeText() throws IOException {
        refused(directory.resolve("none.yaml"), ": there is no such file");
        refused(directory, ": is not a file");
        Path latin = Files.write(directory.resolve("l.yaml"), "name: Grün".getBytes(StandardCharsets.ISO_8859_1));
        refused(latin, ": is not UTF-8 text");
        refused(file("big.yaml", "# " + "x".repeat(TeamFiles.MAX_BYTES)), ": is larger than 1024 KiB");
    }

    @Test
    void read_shouldRefuseDepthsThatNoTeamHas() throws IOException {
        refused(file("deep.yaml", "a: " + "[".repeat(2000) + "]".repeat(2000)), "");
    }
}
