package dev.cairn.functions.aws.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.port.BlobRules;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.team.Team;
import dev.cairn.functions.TeamListing;
import dev.cairn.functions.team.NamedTeams;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        assertThat(teams.teams()).isEqualTo(TeamListing.of(List.of(NamedTeams.shippedDefault())));

        put("teams/default.yaml", TEAM.formatted("default"));

        assertThat(teams.find("default"))
                .map(Team::names)
                .hasValueSatisfying(names -> assertThat(names).containsExactly("writer"));
        assertThat(teams.teams().names()).containsExactly("default");
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

    @Test
    void teams_shouldListTheGoodOnes_andTellOfTheOthersWhatARunIsRefusedWith() {
        put("teams/good.yaml", TEAM.formatted("good"));
        put("teams/default.yaml", "name: default\nmanager: {}\n");
        put("teams/notes.yaml", "- *the-password-is-hunter2\n");
        put("teams/torn.yaml", "{\"hunter2\": [\n");

        TeamListing listing = teams.teams();

        assertThat(listing.names()).containsExactly("good");
        assertThat(listing.unusable())
                .extracting(TeamListing.Unusable::name)
                .containsExactly("default", "notes", "torn");
        assertThat(listing.unusable())
                .allSatisfy(team -> assertThatThrownBy(() -> teams.find(team.name()))
                        .isInstanceOfSatisfying(
                                InvalidInputException.class,
                                refused -> assertThat(refused.faults()).isEqualTo(team.faults())));
        assertThat(listing.unusable().toString())
                .contains("teams/torn.yaml of the deployment's bucket is no YAML document at line 1, column 14")
                .doesNotContain("hunter2");
    }

    @Test
    void teams_shouldTellOfAFile_thatIsLargerThanAnyObject() {
        put("teams/press.yaml", TEAM.formatted("press"));
        BlobStore grown = (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("get")) {
                        throw BlobRules.tooLarge(String.valueOf(arguments[0]), 3L << 30);
                    }
                    return method.invoke(blobs, arguments);
                });

        assertThat(new BucketTeams(grown, model -> {}).teams().unusable())
                .singleElement()
                .satisfies(one -> assertThat(one.faults().toString())
                        .contains("teams/press.yaml of the deployment's bucket is larger than anything Cairn stores"));
    }
}
