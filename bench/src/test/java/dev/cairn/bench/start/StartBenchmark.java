package dev.cairn.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.functions.aws.runtime.DeployedFunction;
import dev.cairn.functions.aws.runtime.RuntimeApi;
import dev.cairn.functions.aws.runtime.RuntimeApi.Outcome;
import dev.cairn.functions.aws.runtime.RuntimeProcess;
import dev.cairn.functions.aws.stage.DeployedFunctions;
import dev.cairn.functions.aws.stage.Stage;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.handler.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of a JVM to the answer to its first invocation, under Lambda's runtime: EvaluateProgress on a run of
 * some rounds, beside a function that does nothing but put an object, and one that asks each store for the least that
 * any step does. One after the other, so that all have the same
 * share of a machine that does other things too. How often, says {@code
 * cairn.starts}, and {@code cairn.start.options} gives the JVMs more options, such as -Xlog:class+load:file=loaded-%p.log.
 */
class StartBenchmark {
    private static final String STEP = "EvaluateProgressFunction";
    private static final int ROUNDS = 4;
    private static final int MILLIS = 900_000;

    @TempDir
    Path folder;

    private enum Setting {
        PLAIN("plain", List.of(), false),
        ONE_CPU("1 vCPU", List.of("taskset", "-c", "0"), false),
        DEPLOYED("1 vCPU, C1", List.of("taskset", "-c", "0"), true);

        private final String name;
        private final List<String> prefix;
        private final boolean asDeployed;

        Setting(String name, List<String> prefix, boolean asDeployed) {
            this.name = name;
            this.prefix = prefix;
            this.asDeployed = asDeployed;
        }
    }

    /** What is started, and with what. */
    private record Function(Path jar, String handler, byte[] event) {}

    @Test
    void coldStarts() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        int starts = Integer.getInteger("cairn.starts", 10);
        DeployedFunctions template = DeployedFunctions.ofTheTemplate();
        Path bare = new BareJar(DeployedFunction.deployedJar()).into(folder);
        try (Stage stage = new Stage(Files.createDirectory(folder.resolve("rehearsals")))) {
            System.out.printf("%-12s %10s %10s %8s %10s %8s%n", "", "put ms", "stores ms", "ratio", "step ms", "ratio");
            for (Setting setting : Setting.values()) {
                List<Long> ofBare = new ArrayList<>();
                List<Long> ofStores = new ArrayList<>();
                List<Long> ofStep = new ArrayList<>();
                for (int i = 0; i < starts; i++) {
                    byte[] event = Json.bytes(stage.set(RUN).event());
                    ofBare.add(start(setting, template, stage, new Function(bare, BarePut.HANDLER, event)));
                    ofStores.add(start(setting, template, stage, new Function(bare, BareStores.HANDLER, event)));
                    ofStep.add(start(
                            setting,
                            template,
                            stage,
                            new Function(
                                    DeployedFunction.deployedJar(),
                                    template.function(STEP).handler(),
                                    event)));
                }
                System.out.printf(
                        Locale.ROOT,
                        "%-12s %10d %10d %8.2f %10d %8.2f%n",
                        setting.name,
                        median(ofBare),
                        median(ofStores),
                        (double) median(ofStores) / median(ofBare),
                        median(ofStep),
                        (double) median(ofStep) / median(ofBare));
            }
        }
    }

    private static final Sample RUN = new Sample("", STEP, StartBenchmark::run, result -> {});

    private static Pointer run(FunctionsRig rig) {
        rig.world.model.anew(Purpose.PROGRESS_LEDGER).on(Purpose.PROGRESS_LEDGER, ScriptedModel.go("coder"));
        Pointer at = rig.open(PlanReview.NEVER, Limits.DEFAULT);
        for (int step = 0; step < 1 + 2 * ROUNDS; step++) {
            at = rig.step(at.next() + "Function", at);
        }
        return at;
    }

    private long start(Setting setting, DeployedFunctions template, Stage stage, Function function)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Path task = Files.createTempDirectory(folder, "task");
        try (RuntimeApi api = new RuntimeApi("arn:aws:lambda:us-east-1:123456789012:function:cairn:1")) {
            Map<String, String> variables = new HashMap<>(stage.variables(STEP));
            variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
            variables.put("AWS_LAMBDA_FUNCTION_NAME", "cairn");
            variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
            variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
            variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "cairn");
            variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "cairn");
            List<String> options = Stream.concat(
                            Stream.of(("-XX:+UseSerialGC " + System.getProperty("cairn.start.options", ""))
                                    .strip()
                                    .split(" ")),
                            setting.asDeployed ? template.options().stream() : Stream.empty())
                    .toList();
            var answer = api.invoke(function.event(), MILLIS);
            long begun = System.nanoTime();
            try (RuntimeProcess process = new RuntimeProcess(
                    setting.prefix,
                    function.jar(),
                    DeployedFunction.runtimeJars(),
                    function.handler(),
                    options,
                    variables,
                    task)) {
                Outcome outcome = answer.get(2, TimeUnit.MINUTES);
                long took = Duration.ofNanos(System.nanoTime() - begun).toMillis();
                assertThat(outcome).as(process.output()).isInstanceOf(Outcome.Answered.class);
                return took;
            }
        }
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}
