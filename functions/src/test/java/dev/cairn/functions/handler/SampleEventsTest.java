package dev.cairn.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The files of events/ are what the machine passes, and each leads where its name says. */
class SampleEventsTest {
    private static final Path EVENTS =
            Path.of(System.getProperty("cairn.root", "..")).resolve("events");

    private static final String WRITE = "cairn.samples.write";

    private static void write(Sample sample, JsonNode made) throws IOException {
        Path file = EVENTS.resolve(sample.file());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(made) + "\n");
    }

    static List<Sample> samples() {
        return Samples.ALL;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void event_shouldLeadToItsOutcome(Sample sample) throws IOException {
        FunctionsRig rig = new FunctionsRig();
        JsonNode made = Json.toTree(sample.arrange().apply(rig));
        if (Boolean.getBoolean(WRITE)) {
            write(sample, made);
        }
        byte[] file = Files.readAllBytes(EVENTS.resolve(sample.file()));
        assertThat(Json.text(Json.tree(file)))
                .as(sample.file() + ", written anew by -D" + WRITE + "=true")
                .isEqualTo(Json.text(made));

        sample.check().accept(run(rig, sample, file));

        assertThat(rig.logged).isEmpty();
    }

    private static Sample.Result run(FunctionsRig rig, Sample sample, byte[] event) {
        try {
            JsonNode answer = rig.call(sample.function(), event);
            assertThat(Json.bytes(answer)).as("a payload").hasSizeLessThan(4096);
            return new Sample.Result(rig, answer, null);
        } catch (TransientFailure | PermanentFailure failure) {
            assertThat(failure.getCause()).isNull();
            assertThat(failure.getStackTrace()).isEmpty();
            return new Sample.Result(rig, null, failure);
        }
    }

    @Test
    void everyFile_shouldBeASample() throws IOException {
        try (Stream<Path> files = Files.walk(EVENTS)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> EVENTS.relativize(file).toString().replace('\\', '/')))
                    .containsExactlyInAnyOrderElementsOf(
                            Samples.ALL.stream().map(Sample::file).toList());
        }
    }

    @Test
    void function_shouldRefuseWhatItDoesNotTake_withoutQuotingIt() {
        for (String wrong :
                List.of("", "[]", "{\"tenant\":\"a-secret\"}", "{\"pointer\":1,\"taskToken\":\"a-secret\"}")) {
            for (String function : List.of("PlanFunction", "AwaitPersonFunction", "HandoverFunction")) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> new FunctionsRig().call(function, wrong.getBytes(StandardCharsets.UTF_8))))
                        .isInstanceOf(PermanentFailure.class)
                        .hasMessageContaining("not what this function takes")
                        .hasMessageNotContaining("a-secret");
            }
        }
    }

    @Test
    void open_shouldOpenOneRun_howeverOftenItIsTried() {
        FunctionsRig rig = new FunctionsRig();
        byte[] event = Json.bytes(java.util.Map.of(
                "execution", Samples.EXECUTION, "input", java.util.Map.of("task", "Count the stars.")));

        JsonNode first = rig.call("OpenFunction", event);
        JsonNode second = rig.call("OpenFunction", event);

        assertThat(second).isEqualTo(first);
        assertThat(rig.world
                        .index
                        .runs(dev.cairn.core.world.World.TENANT, null, 10)
                        .items())
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.started()).isTrue();
                    assertThat(run.due())
                            .as("nobody starts another execution for it")
                            .isAfter(rig.world.clock.instant());
                });
    }

    @Test
    void open_shouldRefuseATextThatCannotBeStored_asTheApiDoes() {
        FunctionsRig rig = new FunctionsRig();
        byte[] event = Json.bytes(java.util.Map.of(
                "execution",
                Samples.EXECUTION,
                "input",
                java.util.Map.of("task", "Count.", "labels", java.util.Map.of("a", "\u0000"))));

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> rig.call("OpenFunction", event)))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("labels.a");
        assertThat(rig.world
                        .index
                        .runs(dev.cairn.core.world.World.TENANT, null, 10)
                        .items())
                .isEmpty();
    }
}
