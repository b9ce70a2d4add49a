package dev.cairn.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import dev.cairn.functions.ExecutionRuns;
import dev.cairn.functions.aws.stage.Scene;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.handler.Sample;
import dev.cairn.functions.handler.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the reconciler finds, one thing at a time. */
final class ReconcileStories {
    private static final Map<String, ?> SCHEDULED = Map.of("detail-type", "Scheduled Event");

    private ReconcileStories() {}

    static final List<Consumer<Player>> ALL = List.of(
            ReconcileStories::opened,
            ReconcileStories::decided,
            ReconcileStories::lostToken,
            ReconcileStories::deadBeforeItsAnswer,
            ReconcileStories::startedByHand,
            ReconcileStories::dead,
            ReconcileStories::expired,
            ReconcileStories::broken);

    private static FunctionsRig look(Player player, Consumer<FunctionsRig> arrange) {
        Sample.Result result = player.play(arranged(player, arrange));
        assertThat(result.given().path("troubles")).as("%s", result.given()).isEmpty();
        return result.rig();
    }

    private static Scene arranged(Player player, Consumer<FunctionsRig> arrange) {
        return player.set(rig -> {
            arrange.accept(rig);
            return SCHEDULED;
        });
    }

    private static void opened(Player player) {
        FunctionsRig rig = look(player, begun -> {
            begun.services
                    .opening()
                    .open(new NewRun(
                            FunctionsRig.RUN,
                            "Count the stars.",
                            List.of(),
                            World.team(),
                            PlanReview.ALWAYS,
                            Limits.DEFAULT,
                            Map.of(),
                            30,
                            null));
            begun.world.clock.forward(Duration.ofMinutes(5));
        });
        assertThat(rig.executions.started).hasSize(1);
    }

    /** @param tokens the execution's, the last of which it waits under */
    private static void decidedUnheard(FunctionsRig rig, String... tokens) {
        Pointer waiting = rig.planned();
        for (String token : tokens) {
            rig.services.waiting().begin(waiting, token);
        }
        rig.executions.deaf = true;
        rig.decidedOn(Response.approve());
        rig.executions.deaf = false;
        rig.executions.woken.clear();
        rig.world.clock.forward(Duration.ofMinutes(10));
    }

    private static void decided(Player player) {
        FunctionsRig rig = look(player, begun -> decidedUnheard(begun, "the-token"));
        assertThat(rig.executions.woken).containsExactly("the-token");
    }

    private static void lostToken(Player player) {
        FunctionsRig rig = look(player, begun -> {
            begun.executions.unknown.add("late-token");
            decidedUnheard(begun, "the-token", "late-token");
        });
        assertThat(rig.executions.started).extracting(Pointer::epoch).containsExactly(1L, 2L);
        assertThat(rig.executions.lives(FunctionsRig.RUN, 1)).isFalse();
    }

    private static void deadBeforeItsAnswer(Player player) {
        FunctionsRig rig = look(player, begun -> {
            begun.planned();
            begun.executions.die();
            begun.world.clock.forward(Duration.ofDays(8));
        });
        assertThat(rig.executions.started.getLast().next()).isEqualTo(StepName.AWAIT_PERSON);
    }

    private static void startedByHand(Player player) {
        RunKey run = new RunKey(FunctionsRig.RUN.tenant(), ExecutionRuns.idOf(Samples.EXECUTION));
        Scene scene = arranged(player, rig -> {
            rig.call(
                    "OpenFunction",
                    Json.bytes(Map.of("execution", Samples.EXECUTION, "input", Map.of("task", "Count the stars."))));
            rig.world.clock.forward(RunRecord.WATCH.plusMinutes(1));
        });
        scene.stateMachine().startedByHand(Samples.EXECUTION);
        assertThat(player.play(scene).given().path("runs").asInt()).isEqualTo(1);
        assertThat(scene.rig().world.run(run).status()).isEqualTo(RunStatus.RUNNING);
    }

    private static void dead(Player player) {
        FunctionsRig rig = look(player, begun -> {
            begun.gone(1);
            begun.executions.die();
            begun.world.clock.forward(RunRecord.WATCH.plusMinutes(1));
        });
        assertThat(rig.record().status()).isEqualTo(RunStatus.FAILED);
    }

    private static void expired(Player player) {
        FunctionsRig rig = look(player, begun -> {
            begun.gone(5);
            begun.world.clock.forward(Duration.ofDays(31));
        });
        assertThat(rig.record().deleted()).isTrue();
        assertThat(player.objects()).isEmpty();
    }

    private static void broken(Player player) {
        Scene scene = arranged(player, rig -> {
            rig.planned();
            rig.executions.die();
            rig.world.clock.forward(Duration.ofDays(8));
        });
        player.objects().keySet().stream()
                .filter(key -> key.contains("/checkpoints/"))
                .toList()
                .forEach(player::damage);
        player.startAnew();
        assertThat(player.play(scene).given().path("troubles")).isNotEmpty();
    }
}
