package dev.cairn.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.runtime.DeployedFunction;
import dev.cairn.functions.aws.runtime.RuntimeApi.Outcome;
import dev.cairn.functions.aws.stage.Asked;
import dev.cairn.functions.aws.stage.DeployedFunctions;
import dev.cairn.functions.aws.stage.Stage;
import dev.cairn.functions.handler.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployed jar under Lambda's own runtime, which calls its hooks as before a picture and after. */
class SnapStartIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ApiFunction", "EvaluateProgressFunction"})
    void function_shouldBePrimed_beforeItsPictureIsTaken(String name) throws IOException {
        DeployedJarIT.requireLinux();
        try (Stage stage = new Stage(Files.createDirectory(folder.resolve("rehearsals")));
                DeployedFunction function = started(stage, name)) {
            function.awaitPicture();

            List<Asked> asked = stage.asked().all();
            assertThat(asked).extracting(Asked::operation).as(function.output()).containsExactly("GetItem", "GET");
            assertThat(asked.getFirst().body().toString()).contains("priming");
            assertThat(asked.getLast().path()).contains("/runs/priming/");
            assertThat(function.output()).doesNotContain("Priming could not");
        }
    }

    @Test
    void function_shouldAnswer_onceItHasWoken() throws IOException {
        DeployedJarIT.requireLinux();
        try (Stage stage = new Stage(Files.createDirectory(folder.resolve("rehearsals")));
                DeployedFunction function = started(stage, "ApiFunction")) {
            function.awaitPicture();

            Outcome outcome = function.invoke(Json.bytes(Samples.request("GET", "/health", null)), 20_000);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Answered.class,
                            answered -> assertThat(
                                            answered.body().path("statusCode").asInt())
                                    .isEqualTo(200));
        }
    }

    private DeployedFunction started(Stage stage, String name) throws IOException {
        return new DeployedFunction(
                name,
                DeployedFunctions.ofTheTemplate(),
                stage.variables(name),
                Files.createDirectory(folder.resolve("task")),
                DeployedFunction.Start.SNAP_START);
    }
}
