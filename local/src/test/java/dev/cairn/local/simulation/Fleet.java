package dev.cairn.local.simulation;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.Executions;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import dev.cairn.local.asl.Definition;
import dev.cairn.local.asl.InvalidDefinition;
import dev.cairn.local.asl.Substitutions;
import dev.cairn.local.asl.run.Engine;
import dev.cairn.local.asl.run.Execution;
import dev.cairn.local.asl.run.ExecutionListener;
import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.Identity;
import dev.cairn.local.asl.run.TaskToken;
import dev.cairn.local.template.SamTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Executions of the one definition, by the interpreter, under virtual time. */
final class Fleet implements Executions {
    private static final String ARN = "arn:aws:states:us-east-1:123456789012:";
    private static final Definition DEFINITION = definition();

    private final Engine engine;
    private final ExecutionListener listener;
    private final int stepsBefore;
    private final Map<String, Execution> executions = new LinkedHashMap<>();

    /** @param stepsBefore added to the steps of every pointer that an execution starts with */
    Fleet(Engine engine, ExecutionListener listener, int stepsBefore) {
        this.engine = engine;
        this.listener = listener;
        this.stepsBefore = stepsBefore;
    }

    private static Definition definition() {
        try (InputStream in = Fleet.class.getResourceAsStream("/statemachine/cairn.asl.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Definition.parse(
                    new Substitutions(SamTemplate.ofThisRelease().substitutions()).apply(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidDefinition invalid) {
            throw new IllegalStateException(invalid);
        }
    }

    private static String name(RunKey run, long epoch) {
        return run.runId() + "-" + epoch;
    }

    @Override
    public void start(Pointer pointer) {
        String name = name(pointer.run(), pointer.epoch());
        if (executions.containsKey(name)) {
            return;
        }
        Pointer input = new Pointer(
                pointer.tenant(),
                pointer.runId(),
                pointer.epoch(),
                pointer.seq(),
                pointer.checkpointId(),
                pointer.next(),
                pointer.steps() + stepsBefore,
                pointer.waitSeconds());
        Identity identity = new Identity(
                ARN + "execution:cairn:" + name,
                name,
                ARN + "stateMachine:cairn",
                "cairn",
                "arn:aws:iam::123456789012:role/cairn");
        Execution execution = new Execution(engine, DEFINITION, identity, Json.text(input), listener);
        executions.put(name, execution);
        execution.start();
    }

    @Override
    public void stop(RunKey run, long epoch, String cause) {
        Execution execution = executions.get(name(run, epoch));
        if (execution != null) {
            execution.stop("Cancelled", cause);
        }
    }

    @Override
    public boolean lives(RunKey run, long epoch) {
        Execution execution = executions.get(name(run, epoch));
        return execution != null && execution.status() == ExecutionStatus.RUNNING;
    }

    @Override
    public boolean wake(String taskToken) {
        TaskToken token = TaskToken.parse(taskToken);
        return token != null
                && engine.tokens()
                        .find(token)
                        .map(task -> task.execution().succeedTask(task.attempt(), "{}"))
                        .orElse(false);
    }

    /** Which executions there are, how far they are, and how many wait. */
    String standing() {
        StringBuilder all = new StringBuilder().append(engine.tokens().openCount());
        executions.forEach(
                (name, execution) -> all.append(name).append(execution.status()).append(execution.eventCount()));
        return all.toString();
    }

    /** What an execution was started with. */
    String input(String arn) {
        Execution execution = executions.get(arn.substring(arn.lastIndexOf(':') + 1));
        return execution == null ? "{}" : execution.input();
    }
}
