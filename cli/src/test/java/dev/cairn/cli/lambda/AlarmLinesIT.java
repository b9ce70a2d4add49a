package dev.cairn.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.team.PlanReview;
import dev.cairn.functions.aws.runtime.DeployedFunction;
import dev.cairn.functions.aws.runtime.RuntimeApi.Outcome;
import dev.cairn.functions.aws.stage.DeployedFunctions;
import dev.cairn.functions.aws.stage.Scene;
import dev.cairn.functions.aws.stage.Stage;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.handler.Sample;
import dev.cairn.functions.handler.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the deployed jar prints under Lambda's own runtime, with logs as JSON, sets off the template's alarm. */
class AlarmLinesIT {
    private static final MetricFilter FILTER = MetricFilter.ofTheTemplate("AlarmLines");

    @TempDir
    Path folder;

    /** Who meets an object that is gone. */
    enum Meeting {
        STEP("EvaluateProgressFunction", rig -> rig.gone(1)),
        RECONCILER("ReconcileFunction", rig -> {
            rig.planned();
            rig.executions.die();
            rig.world.clock.forward(Duration.ofDays(8));
            return Map.of("source", "aws.scheduler", "detail-type", "Scheduled Event", "detail", Map.of());
        }),
        API("ApiFunction", rig -> {
            Pointer at = rig.gone(1);
            return Samples.request("GET", "/runs/sample/checkpoints/" + at.checkpointId(), null);
        });

        private final String function;
        private final Function<FunctionsRig, Object> arrange;

        Meeting(String function, Function<FunctionsRig, Object> arrange) {
            this.function = function;
            this.arrange = arrange;
        }
    }

    @ParameterizedTest
    @EnumSource
    void brokenObject_shouldBeALineThatTheAlarmIsSetOn(Meeting meeting) throws IOException {
        DeployedJarIT.requireLinux();
        try (Stage stage = new Stage(Files.createDirectory(folder.resolve("rehearsals")));
                DeployedFunction function = deployed(stage, meeting.function)) {
            Scene scene = stage.set(new Sample("", meeting.function, meeting.arrange, result -> {}));
            checkpoints(stage).forEach(stage.blobs()::delete);

            Object _ = function.invoke(Json.bytes(scene.event()), scene.rig().remainingMillis());

            List<String> alarms =
                    function.output().lines().filter(FILTER::matches).toList();
            assertThat(alarms).as(function.output()).hasSize(1);
            JsonNode line = Json.tree(alarms.getFirst());
            assertThat(line.path("alarm").asString()).isEqualTo("broken-object");
            assertThat(line.path("key").asString()).contains("/checkpoints/");
        }
    }

    @Test
    void anOrdinaryFailure_shouldSetOffNoAlarm() throws IOException {
        DeployedJarIT.requireLinux();
        try (Stage stage = new Stage(Files.createDirectory(folder.resolve("rehearsals")));
                DeployedFunction function = deployed(stage, "OpenFunction")) {
            stage.set(new Sample("", "OpenFunction", rig -> rig.open(PlanReview.NEVER, Limits.DEFAULT), result -> {}));

            assertThat(function.invoke(Json.bytes(Map.of("execution", Samples.EXECUTION, "input", Map.of())), 60_000))
                    .isInstanceOf(Outcome.Failed.class);

            assertThat(function.output().lines()).noneMatch(FILTER::matches);
        }
    }

    private DeployedFunction deployed(Stage stage, String name) throws IOException {
        return new DeployedFunction(
                name,
                DeployedFunctions.ofTheTemplate(),
                stage.variables(name),
                Files.createDirectory(folder.resolve("task")));
    }

    private static List<String> checkpoints(Stage stage) {
        List<String> keys = stage.blobs().list("", null, 1000).stream()
                .map(stored -> stored.key())
                .filter(key -> key.contains("/checkpoints/"))
                .toList();
        assertThat(keys).isNotEmpty();
        return keys;
    }
}
