package dev.cairn.functions.aws.stage;

import dev.cairn.core.json.Json;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.aws.stage.Surroundings.Answer;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.handler.RecordedExecutions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** The API of Step Functions over executions that do nothing but be told of, as far as the functions ask. */
public final class StateMachineApi {
    static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:cairn";

    private static final long STARTED = 1_700_000_000;

    private final RecordedExecutions executions;
    private final Set<String> byHand = ConcurrentHashMap.newKeySet();

    StateMachineApi(RecordedExecutions executions) {
        this.executions = executions;
    }

    /** Somebody started this one in the console. */
    public void startedByHand(String arn) {
        byHand.add(arn);
    }

    /** Whether one that somebody started in the console still runs. */
    public boolean runsByHand() {
        return !byHand.isEmpty();
    }

    Answer answer(String target, JsonNode given) {
        return switch (target) {
            case "AWSStepFunctions.StartExecution" -> start(given);
            case "AWSStepFunctions.DescribeExecution" ->
                describe(given.path("executionArn").asString());
            case "AWSStepFunctions.ListExecutions" ->
                Answer.ok(Map.of(
                        "executions", byHand.stream().map(StateMachineApi::view).toList()));
            case "AWSStepFunctions.StopExecution" -> stop(given);
            case "AWSStepFunctions.SendTaskSuccess" ->
                executions.wake(given.path("taskToken").asString())
                        ? Answer.ok(Map.of())
                        : Answer.refused("TaskDoesNotExist");
            default -> Answer.refused("UnknownOperationException");
        };
    }

    private Answer start(JsonNode given) {
        Pointer pointer = Json.fromTree(Json.tree(given.path("input").asString()), Pointer.class);
        if (executions.lives(pointer.run(), pointer.epoch())) {
            return Answer.refused("ExecutionAlreadyExists");
        }
        executions.start(pointer);
        return Answer.ok(Map.of(
                "executionArn",
                ARN.replace(":stateMachine:", ":execution:") + ":"
                        + given.path("name").asString(),
                "startDate",
                STARTED));
    }

    private record Named(RunKey run, long epoch) {
        static Named of(String arn) {
            String name = arn.substring(arn.lastIndexOf(':') + 1);
            int dash = name.lastIndexOf('-');
            return new Named(
                    new RunKey(FunctionsRig.RUN.tenant(), new RunId(name.substring(0, dash))),
                    Long.parseLong(name.substring(dash + 1)));
        }
    }

    private Answer describe(String arn) {
        Named named = Named.of(arn);
        return executions.lives(named.run(), named.epoch())
                ? Answer.ok(view(arn))
                : Answer.refused("ExecutionDoesNotExist");
    }

    private Answer stop(JsonNode given) {
        String arn = given.path("executionArn").asString();
        if (!byHand.remove(arn)) {
            Named named = Named.of(arn);
            executions.stop(named.run(), named.epoch(), given.path("cause").asString(""));
        }
        return Answer.ok(Map.of("stopDate", STARTED));
    }

    private static Map<String, Object> view(String arn) {
        return Map.of(
                "executionArn",
                arn,
                "stateMachineArn",
                ARN,
                "name",
                arn.substring(arn.lastIndexOf(':') + 1),
                "status",
                "RUNNING",
                "startDate",
                STARTED);
    }
}
