package dev.cairn.local.simulation;

import static dev.cairn.local.simulation.Races.key;
import static dev.cairn.local.simulation.Races.race;
import static dev.cairn.local.simulation.Races.run;
import static dev.cairn.local.simulation.Told.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.run.RunStatus;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A deletion and somebody else at once, in every order of their calls. Whoever loses to it is told that the run was
 * deleted, and nobody is alarmed of what is missing with the whole of it. See also {@link Verdict}.
 */
final class DeleteRacesTest {
    private final Set<String> ways = new TreeSet<>();

    /** Alice does something while bob deletes. */
    private void raced(String name, Function<Turns.Chooser, World> before, Consumer<World> alice) {
        race(
                name,
                before,
                world -> {
                    alice.accept(world);
                    world.people().delete(key(world), "bob");
                },
                world -> {
                    Post.Said said = told(world, 2, "alice");
                    String detail = said.body().path("detail").asString("");
                    if (said.status() == 404) {
                        assertThat(detail)
                                .isEqualTo("There is no run " + key(world).runId()
                                        + " any more: it was deleted. Who did so is told by: cairn audit "
                                        + key(world).runId());
                    }
                    ways.add("alice " + said.status() + ", bob "
                            + told(world, 2, "bob").status()
                            + (run(world).deleted()
                                    ? ", deleted"
                                    : ", " + run(world).status()));
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void replay_shouldOpenOrBeToldOfTheDeletion_whenOneMeetsIt(boolean recorded) {
        raced(
                "a replay against a deletion",
                Races::ended,
                world -> world.people().replay(key(world), "alice", "a-key", recorded));

        assertThat(ways).containsExactly("alice 202, bob 204, deleted", "alice 404, bob 204, deleted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/checkpoints/HEAD", "/events", "/checkpoints/HEAD?view=log"})
    void reader_shouldSeeTheRunOrBeToldOfTheDeletion_whenItIsReadMeanwhile(String what) {
        raced(
                "reading " + (what.isEmpty() ? "the run" : what) + " beside a deletion",
                Races::ended,
                world -> world.people().read(key(world), "alice", what));

        assertThat(ways).containsExactly("alice 200, bob 204, deleted", "alice 404, bob 204, deleted");
    }

    @Test
    void run_shouldGoOnOrBeDeleted_whenAResumeMeetsADeletion() {
        raced(
                "a resume against a deletion",
                Races::failed,
                world -> world.people().resume(key(world), "alice"));

        assertThat(ways)
                .contains("alice 202, bob 409, " + RunStatus.RUNNING, "alice 404, bob 204, deleted")
                .isSubsetOf(
                        "alice 202, bob 409, " + RunStatus.RUNNING,
                        "alice 404, bob 204, deleted",
                        "alice 409, bob 204, deleted");
    }

    @Test
    void run_shouldBeDeletedOnce_whenTwoDeleteIt() {
        raced("two deletions", Races::ended, world -> world.people().delete(key(world), "alice"));

        assertThat(ways)
                .containsExactly(
                        "alice 204, bob 404, deleted",
                        "alice 204, bob 409, deleted",
                        "alice 404, bob 204, deleted",
                        "alice 409, bob 204, deleted");
    }
}
