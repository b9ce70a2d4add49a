package dev.cairn.functions.aws.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.team.Team;
import dev.cairn.functions.team.NamedTeams;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BucketTeamsTest {
    private static final String TEAM = """
            name: %s
            manager: {model: "rehearsal:default"}
            participants:
              - {name: writer, description: Writes., instructions: Write., model: "rehearsal:default"}
            """;

    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final BucketTeams teams = new BucketTeams(blobs, model -> {});

    private void put(String key, String text) {
        blobs.putIfAbsent(key, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void find_shouldReadTheFileOfThatName() {
        put("teams/press.yaml", TEAM.formatted("press"));

        assertThat(teams.find("press"))
                .map(Team::names)
                .hasValueSatisfying(names -> assertThat(names).containsExactly("writer"));
        assertThat(teams.find("other")).isEmpty();
        assertThat(teams.find("../teams/press")).isEmpty();
    }

    @Test
    void theDefault_shouldBeTheRehearsal_untilThereIsAFile() {
        assertThat(teams.find("default")).contains(NamedTeams.shippedDefault());
        assertThat(teams.teams()).containsExactly(NamedTeams.shippedDefault());

        put("teams/default.yaml", TEAM.formatted("default"));

        assertThat(teams.find("default"))
                .map(Team::names)
                .hasValueSatisfying(names -> assertThat(names).containsExactly("writer"));
        assertThat(teams.teams()).extracting(Team::name).containsExactly("default");
    }

    @Test
    void find_shouldNameTheFile_whenItIsAtFault() {
        put("teams/press.yaml", "name: press\nmanager: {}\n");
        put("teams/news.yaml", TEAM.formatted("press"));

        assertThatThrownBy(() -> teams.find("press"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("teams/press.yaml")
                .hasMessageContaining("manager.model");
        assertThatThrownBy(() -> teams.find("news"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("teams/news.yaml")
                .hasMessageContaining("\"press\"");
    }
}
