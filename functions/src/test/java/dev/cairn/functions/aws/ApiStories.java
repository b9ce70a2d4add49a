package dev.cairn.functions.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.Pointer;
import dev.cairn.functions.ExecutionRuns;
import dev.cairn.functions.approval.ApprovalLink;
import dev.cairn.functions.aws.stage.Scene;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.handler.Sample;
import dev.cairn.functions.handler.Samples;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** What people ask of the API. */
final class ApiStories {
    private static final String RUN = "/runs/sample";

    private ApiStories() {}

    static final List<Consumer<Player>> ALL = List.of(
            ApiStories::wholeLife,
            ApiStories::resumed,
            ApiStories::cancelledByHandStarter,
            ApiStories::damaged,
            ApiStories::openedOverDamage);

    private static Scene arranged(Player player, Function<FunctionsRig, Object> arrange) {
        return player.set(rig -> {
            Object _ = arrange.apply(rig);
            return Samples.request("GET", "/health", null);
        });
    }

    private static void wholeLife(Player player) {
        Scene scene = arranged(player, rig -> {
            Pointer planned = rig.planned();
            rig.services.waiting().begin(planned, Samples.TOKEN);
            return planned;
        });
        FunctionsRig rig = scene.rig();
        String head = rig.record().checkpointId().value();
        String request = requireNonNull(rig.record().pendingRequest()).value();
        for (String path : List.of(
                "/health",
                "/teams",
                "/openapi.yaml",
                "/runs",
                RUN,
                RUN + "/events",
                RUN + "/checkpoints",
                RUN + "/checkpoints/" + head,
                RUN + "/checkpoints/" + head + "?view=log",
                RUN + "/diff?from=" + head + "&to=" + head,
                RUN + "/requests",
                RUN + "/audit")) {
            player.call(scene, "GET", path, null, 200);
        }
        player.call(scene, "POST", RUN + "/keep", "{\"keep\":true}", 200);
        player.call(scene, "POST", RUN + "/keep", "{\"keep\":false}", 200);
        RequestRecord asked = rig.world.requests(FunctionsRig.RUN).getFirst();
        String link = rig.services.links().write(ApprovalLink.to(asked));
        player.call(scene, "GET", "/approve/" + link, null, 200);
        player.call(scene, "POST", RUN + "/requests/" + request + "/response", "{\"decision\":\"approve\"}", 202);
        assertThat(rig.executions.woken).containsExactly(Samples.TOKEN);
        player.call(scene, "POST", RUN + "/replay", "{\"checkpointId\":\"" + head + "\"}", 202);
        assertThat(rig.executions.started).hasSize(2);
        player.call(scene, "POST", RUN + "/cancel", null, 200);
        assertThat(rig.executions.lives(FunctionsRig.RUN, 1)).isFalse();
        player.call(scene, "DELETE", RUN, null, 204);
        player.call(scene, "GET", RUN, null, 404);
    }

    private static void resumed(Player player) {
        Scene scene = arranged(player, rig -> {
            rig.planned();
            rig.executions.die();
            rig.services.failing().fail(rig.head(), "Nobody knows.");
            return rig.head();
        });
        player.call(scene, "POST", RUN + "/resume", null, 202);
        assertThat(scene.rig().executions.started).hasSize(2);
    }

    private static void cancelledByHandStarter(Player player) {
        Scene scene = arranged(
                player,
                rig -> rig.call(
                        "OpenFunction",
                        Json.bytes(
                                Map.of("execution", Samples.EXECUTION, "input", Map.of("task", "Count the stars.")))));
        scene.stateMachine().startedByHand(Samples.EXECUTION);
        player.call(scene, "POST", "/runs/" + ExecutionRuns.idOf(Samples.EXECUTION) + "/cancel", null, 200);
        assertThat(scene.stateMachine().runsByHand()).isFalse();
    }

    private static void damaged(Player player) {
        Scene scene = arranged(player, FunctionsRig::planned);
        player.objects().keySet().stream()
                .filter(key -> key.contains("/segments/"))
                .toList()
                .forEach(player::damage);
        player.startAnew();
        String head = scene.rig().record().checkpointId().value();
        player.call(scene, "GET", RUN + "/checkpoints/" + head + "?view=log", null, 409);
    }

    /** Whoever opened the run died before it stood in the index, and what was left is damaged. */
    private static void openedOverDamage(Player player) {
        Scene first = player.set(rig -> keyed());
        String run = opened(player.play(first));
        List<String> segments = player.objects().keySet().stream()
                .filter(key -> key.contains("/segments/"))
                .toList();
        assertThat(segments).isNotEmpty();
        Scene again = player.set(rig -> keyed());
        segments.forEach(player::putGarbage);
        assertThat(opened(player.play(again))).isEqualTo(run);
        assertThat(player.objects().keySet()).anyMatch(key -> key.contains("/quarantine/"));
    }

    private static Object keyed() {
        ObjectNode event = Samples.request("POST", "/runs", "{\"task\":\"Count the stars.\"}");
        ((ObjectNode) event.path("headers")).put("idempotency-key", "once");
        return event;
    }

    private static String opened(Sample.Result result) {
        assertThat(result.given().path("statusCode").asInt())
                .as("%s", result.given())
                .isEqualTo(202);
        return Json.tree(result.given().path("body").asString()).path("runId").asString();
    }
}
