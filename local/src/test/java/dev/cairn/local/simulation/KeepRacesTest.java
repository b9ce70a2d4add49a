package dev.cairn.local.simulation;

import static dev.cairn.local.simulation.Races.key;
import static dev.cairn.local.simulation.Races.race;
import static dev.cairn.local.simulation.Races.run;
import static dev.cairn.local.simulation.Told.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Pinned, let go, deleted and expired at once, in every order of the calls: the object agrees with the record, and of
 * what is deleted nothing is left. See also {@link Verdict}.
 */
final class KeepRacesTest {
    private final List<String> ways = new ArrayList<>();

    private void raced(String name, Function<Turns.Chooser, World> before, Consumer<World> begin, int answers) {
        race(name, before, begin, world -> {
            RunRecord run = run(world);
            StringBuilder way = new StringBuilder(run.deleted() ? "deleted" : run.keep() ? "kept" : "let go");
            for (String who : List.of("alice", "bob").subList(0, answers)) {
                way.append(", ")
                        .append(who)
                        .append(' ')
                        .append(told(world, answers, who).status());
            }
            ways.add(way.toString());
            assertThat(run.due() == null).as("nobody looks at it again").isEqualTo(run.keep() && !run.deleted());
        });
    }

    @Test
    void pin_shouldHoldOrNotBeFound_whenADeletionMeetsIt() {
        raced(
                "a pin against a deletion",
                Races::ended,
                world -> {
                    world.people().keep(key(world), "alice", true);
                    world.people().delete(key(world), "bob");
                },
                2);

        assertThat(ways)
                .containsOnly("deleted, alice 200, bob 204", "deleted, alice 404, bob 204", "kept, alice 200, bob 409")
                .contains("deleted, alice 404, bob 204", "kept, alice 200, bob 409");
    }

    @Test
    void pin_shouldGoWithTheRun_whenItIsTakenAwayBesideADeletion() {
        raced(
                "an unpinning against a deletion",
                Races::kept,
                world -> {
                    world.people().keep(key(world), "alice", false);
                    world.people().delete(key(world), "bob");
                },
                2);

        assertThat(ways)
                .containsOnly(
                        "deleted, alice 200, bob 204", "deleted, alice 404, bob 204", "let go, alice 200, bob 409")
                .contains("deleted, alice 404, bob 204", "let go, alice 200, bob 409");
    }

    @Test
    void pin_shouldBeWhatTheRecordSays_whenOneTakesItAwayAndAnotherSetsIt() {
        raced(
                "an unpinning against a pin",
                Races::kept,
                world -> {
                    world.people().keep(key(world), "alice", false);
                    world.people().keep(key(world), "bob", true);
                },
                2);

        assertThat(ways)
                .containsOnly("kept, alice 200, bob 200", "let go, alice 200, bob 200")
                .contains("kept, alice 200, bob 200", "let go, alice 200, bob 200");
    }

    @Test
    void run_shouldHaveItsTimeAnew_whenItIsLetGoBesideTheReconciler() {
        raced(
                "an unpinning against the reconciler",
                Races::kept,
                world -> {
                    world.people().keep(key(world), "alice", false);
                    world.life().reconcile();
                },
                1);

        assertThat(ways).containsOnly("let go, alice 200");
    }

    @Test
    void pin_shouldHoldOrNotBeFound_whenTheRunExpiresMeanwhile() {
        raced(
                "a pin against the expiry",
                Races::ended,
                world -> {
                    world.people().keep(key(world), "alice", true);
                    world.turns().spawn("time passes", () -> {
                        world.clocks().err(Races.TTL.plusDays(1));
                        world.turns().observe("its time has passed");
                        world.life().reconcile();
                    });
                },
                1);

        assertThat(ways)
                .contains("deleted, alice 404", "kept, alice 200")
                .containsOnly("deleted, alice 404", "kept, alice 200");
    }
}
