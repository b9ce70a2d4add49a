package dev.cairn.local.sfn;

import dev.cairn.core.json.Json;
import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.ExecutionView;
import dev.cairn.local.asl.run.HistoryEvent;
import dev.cairn.local.asl.run.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Step Functions under virtual time, on the test's own thread: whatever can happen has happened when a call returns. */
final class Rig {
    static final String ROLE = "arn:aws:iam::123456789012:role/local";

    final VirtualTime time = new VirtualTime();
    final Lambdas lambdas = new Lambdas();
    final List<String> changes = new ArrayList<>();
    final StepFunctions engine;

    Rig() {
        this(Retention.DEFAULT);
    }

    Rig(Retention retention) {
        this.engine = new StepFunctions(
                lambdas,
                time,
                Runnable::run,
                new Random(7),
                (arn, status) -> changes.add(arn.substring(arn.lastIndexOf(':') + 1) + " " + status),
                retention);
    }

    /** A definition in JSONata of these states, the first of which is where it begins. */
    static String definition(String states) {
        ObjectNode all = (ObjectNode) Json.tree("{" + states + "}");
        String first = all.propertyNames().iterator().next();
        return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"" + first + "\",\"States\":" + Json.text(all) + "}";
    }

    String create(String name, String states) {
        return engine.createStateMachine(name, definition(states), ROLE).arn();
    }

    /** Creates and starts; gives the execution's ARN. */
    String start(String states, String input) {
        return engine.startExecution(create("m", states), "e", input).identity().executionArn();
    }

    ExecutionView view(String arn) {
        return engine.describeExecution(arn);
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    ExecutionStatus status(String arn) {
        return view(arn).status();
    }

    @Nullable
    String output(String arn) {
        return view(arn).output();
    }

    List<HistoryEvent> history(String arn) {
        return engine.getExecutionHistory(arn, false, 1000, null).items();
    }

    /** One line per event: its id, the one it follows from, its type and its details without those that never differ. */
    String told(String arn) {
        var rendering = new EventRendering(true);
        return history(arn).stream()
                .map(rendering::event)
                .map(event -> event.get("id").asInt() + "<"
                        + event.get("previousEventId").asInt() + " "
                        + event.get("type").asString() + " " + details(event))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String details(JsonNode event) {
        ObjectNode details = event.propertyStream()
                .filter(field -> field.getKey().endsWith("EventDetails"))
                .map(field -> (ObjectNode) field.getValue())
                .findFirst()
                .orElseThrow();
        details.remove(List.of(
                "inputDetails", "outputDetails", "assignedVariablesDetails", "roleArn", "region", "resourceType"));
        return Json.text(details);
    }

    /** The types of the events alone. */
    List<String> types(String arn) {
        return history(arn).stream().map(event -> event.type().name()).toList();
    }
}
