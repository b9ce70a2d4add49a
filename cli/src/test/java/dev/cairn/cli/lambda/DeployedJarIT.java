package dev.cairn.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.cairn.core.json.Json;
import dev.cairn.core.world.TestClock;
import dev.cairn.functions.aws.runtime.DeployedFunction;
import dev.cairn.functions.aws.runtime.RuntimeApi.Outcome;
import dev.cairn.functions.aws.stage.DeployedFunctions;
import dev.cairn.functions.aws.stage.Scene;
import dev.cairn.functions.aws.stage.Stage;
import dev.cairn.functions.handler.PermanentFailure;
import dev.cairn.functions.handler.Sample;
import dev.cairn.functions.handler.Samples;
import dev.cairn.functions.handler.TransientFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of events/ leads to its outcome in the jar that is deployed, under Lambda's own runtime. */
class DeployedJarIT {
    private static final DeployedFunctions TEMPLATE = DeployedFunctions.ofTheTemplate();

    @TempDir
    Path folder;

    static Set<String> functions() {
        return TEMPLATE.functions().keySet();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void samples_shouldLeadToTheirOutcomes_underTheRuntime(String name) throws IOException {
        requireLinux();
        List<Sample> samples = Samples.ALL.stream()
                .filter(sample -> sample.function().equals(name))
                .toList();
        assertThat(samples).as("samples of " + name).isNotEmpty();
        Path rehearsals = Files.createDirectory(folder.resolve("rehearsals"));
        Path task = Files.createDirectory(folder.resolve("task"));
        try (Stage stage = new Stage(rehearsals);
                DeployedFunction function = new DeployedFunction(name, TEMPLATE, stage.variables(name), task)) {
            assertAll(samples.stream().map(sample -> () -> play(stage, function, sample)));

            assertThat(stage.asked().all())
                    .as("who signed")
                    .allMatch(asked -> asked.who().equals(name));
            String output = function.output();
            assertThat(output)
                    .doesNotContain(Stage.SECRETS)
                    .doesNotContain(Samples.TOKEN, "WARN", "Exception in", "\n\tat ", "\\tat ");
        }
    }

    /** The runtime's own native code is for Linux. */
    static void requireLinux() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            System.err.println("cairn: SKIPPED the deployed jar under Lambda's runtime, which runs on Linux alone");
            Assumptions.abort("not on Linux");
        }
    }

    private static void play(Stage stage, DeployedFunction function, Sample sample) {
        byte[] event = file(sample);
        String passed = Json.text(Json.tree(event));
        Scene scene = stage.set(sample);
        if (!Json.text(scene.event()).equals(passed)) {
            // Some ids follow from the time of an answer.
            scene = stage.set(sample, new TestClock().instant());
        }
        assertThat(Json.text(scene.event()))
                .as(sample.file() + " is what the machine passes")
                .isEqualTo(passed);
        Outcome outcome = function.invoke(event, scene.rig().remainingMillis());
        sample.check().accept(result(scene, outcome));
    }

    private static Sample.Result result(Scene scene, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> new Sample.Result(scene.rig(), answered.body(), null);
            case Outcome.Failed failed -> {
                assertThat(failed.stackLines())
                        .as("what stands in the execution's history")
                        .isZero();
                yield new Sample.Result(scene.rig(), null, failure(failed));
            }
        };
    }

    private static RuntimeException failure(Outcome.Failed failed) {
        if (failed.type().equals(TransientFailure.class.getName())) {
            return new TransientFailure(failed.message());
        }
        assertThat(failed.type()).as(failed.message()).isEqualTo(PermanentFailure.class.getName());
        return new PermanentFailure(failed.message());
    }

    private static byte[] file(Sample sample) {
        try {
            return Files.readAllBytes(Path.of(System.getProperty("cairn.root", ".."))
                    .resolve("events")
                    .resolve(sample.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
