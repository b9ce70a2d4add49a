package dev.cairn.local.sfn;

import dev.cairn.local.asl.Definition;
import dev.cairn.local.asl.InvalidDefinition;
import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.ExecutionView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** AWS's operations by name, from the JSON of a request to that of its response. */
final class Operations {
    private static final String METADATA_ONLY = "METADATA_ONLY";
    private static final String REDRIVEN = "REDRIVEN";
    private static final String PENDING_REDRIVE = "PENDING_REDRIVE";
    private static final List<String> STATUSES = Stream.concat(
                    Arrays.stream(ExecutionStatus.values()).map(Enum::name), Stream.of(PENDING_REDRIVE))
            .toList();

    private final StepFunctions engine;
    private final Map<String, Function<Parameters, ObjectNode>> byName;

    Operations(StepFunctions engine) {
        this.engine = engine;
        this.byName = Map.ofEntries(
                Map.entry("CreateStateMachine", this::createStateMachine),
                Map.entry("DescribeStateMachine", this::describeStateMachine),
                Map.entry("DescribeStateMachineForExecution", this::describeStateMachineForExecution),
                Map.entry("DeleteStateMachine", this::deleteStateMachine),
                Map.entry("ListStateMachines", this::listStateMachines),
                Map.entry("ValidateStateMachineDefinition", this::validate),
                Map.entry("StartExecution", this::startExecution),
                Map.entry("DescribeExecution", this::describeExecution),
                Map.entry("ListExecutions", this::listExecutions),
                Map.entry("GetExecutionHistory", this::getExecutionHistory),
                Map.entry("StopExecution", this::stopExecution),
                Map.entry("SendTaskSuccess", this::sendTaskSuccess),
                Map.entry("SendTaskFailure", this::sendTaskFailure),
                Map.entry("SendTaskHeartbeat", this::sendTaskHeartbeat));
    }

    /**
     * @throws SfnException UnknownOperationException, or what the operation refuses
     */
    ObjectNode perform(String name, Parameters parameters) {
        var operation = byName.get(name);
        if (operation == null) {
            throw new SfnException(
                    "UnknownOperationException",
                    "The operation '" + name + "' is not known; known are " + new TreeSet<>(byName.keySet()));
        }
        return operation.apply(parameters);
    }

    private ObjectNode createStateMachine(Parameters given) {
        String type = given.text("type");
        if (type != null && !type.equals("STANDARD")) {
            throw new SfnException(
                    "StateMachineTypeNotSupported",
                    "State machines of type '" + type + "' are not supported, STANDARD is");
        }
        given.refuse("publish", "a state machine has no versions, so leave it out");
        StateMachine machine = engine.createStateMachine(
                given.required("name"), given.required("definition"), given.required("roleArn"));
        ObjectNode answer = object().put("stateMachineArn", machine.arn());
        answer.set("creationDate", EpochSeconds.of(machine.createdAt()));
        return answer;
    }

    private ObjectNode describeStateMachine(Parameters given) {
        return described(engine.describeStateMachine(given.required("stateMachineArn")));
    }

    private ObjectNode describeStateMachineForExecution(Parameters given) {
        ExecutionView execution = engine.describeExecution(given.required("executionArn"));
        StateMachine machine = engine.describeStateMachine(execution.identity().stateMachineArn());
        ObjectNode answer = object().put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("definition", machine.text())
                .put("roleArn", machine.roleArn());
        answer.set("updateDate", EpochSeconds.of(machine.createdAt()));
        return answer;
    }

    private static ObjectNode described(StateMachine machine) {
        ObjectNode answer = object().put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("status", "ACTIVE")
                .put("definition", machine.text())
                .put("roleArn", machine.roleArn())
                .put("type", "STANDARD");
        answer.set("creationDate", EpochSeconds.of(machine.createdAt()));
        answer.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
        answer.putObject("tracingConfiguration").put("enabled", false);
        return answer;
    }

    private ObjectNode deleteStateMachine(Parameters given) {
        engine.deleteStateMachine(given.required("stateMachineArn"));
        return object();
    }

    private ObjectNode listStateMachines(Parameters given) {
        Page<StateMachine> page = engine.listStateMachines(given.whole("maxResults"), given.text("nextToken"));
        ObjectNode answer = object();
        ArrayNode list = answer.putArray("stateMachines");
        for (StateMachine machine : page.items()) {
            list.addObject()
                    .put("stateMachineArn", machine.arn())
                    .put("name", machine.name())
                    .put("type", "STANDARD")
                    .set("creationDate", EpochSeconds.of(machine.createdAt()));
        }
        return next(answer, page);
    }

    private ObjectNode validate(Parameters given) {
        ObjectNode answer = object();
        ArrayNode diagnostics = answer.putArray("diagnostics");
        try {
            Definition.parse(given.required("definition"));
            answer.put("result", "OK");
        } catch (InvalidDefinition invalid) {
            answer.put("result", "FAIL");
            invalid.faults()
                    .forEach(fault -> diagnostics
                            .addObject()
                            .put("severity", "ERROR")
                            .put("code", fault.code())
                            .put("message", fault.message())
                            .put("location", fault.location()));
        }
        return answer.put("truncated", false);
    }

    private ObjectNode startExecution(Parameters given) {
        ExecutionView started =
                engine.startExecution(given.required("stateMachineArn"), given.text("name"), given.text("input"));
        ObjectNode answer = object().put("executionArn", started.identity().executionArn());
        answer.set("startDate", EpochSeconds.of(started.startedAt()));
        return answer;
    }

    private ObjectNode describeExecution(Parameters given) {
        ExecutionView execution = engine.describeExecution(given.required("executionArn"));
        boolean withData = !METADATA_ONLY.equals(given.one("includedData", List.of("ALL_DATA", METADATA_ONLY)));
        ObjectNode answer = listed(execution);
        data(answer, "input", execution.input(), withData);
        data(answer, "output", execution.output(), withData);
        put(answer, "error", execution.error());
        put(answer, "cause", execution.cause());
        answer.put("redriveStatus", "NOT_REDRIVABLE");
        return answer.put(
                "redriveStatusReason",
                switch (execution.status()) {
                    case RUNNING, SUCCEEDED -> "Execution is " + execution.status() + " and cannot be redriven";
                    case FAILED, TIMED_OUT, ABORTED -> "Executions are not redriven here; start another";
                });
    }

    private static ObjectNode listed(ExecutionView execution) {
        ObjectNode node = object().put("executionArn", execution.identity().executionArn())
                .put("stateMachineArn", execution.identity().stateMachineArn())
                .put("name", execution.identity().name())
                .put("status", execution.status().name())
                .put("redriveCount", 0);
        node.set("startDate", EpochSeconds.of(execution.startedAt()));
        if (execution.endedAt() != null) {
            node.set("stopDate", EpochSeconds.of(execution.endedAt()));
        }
        return node;
    }

    private ObjectNode listExecutions(Parameters given) {
        given.refuse("mapRunArn", "no state is a Map, so list by stateMachineArn");
        String machine = given.required("stateMachineArn");
        String status = given.one("statusFilter", STATUSES);
        String redrive = given.one("redriveFilter", List.of(REDRIVEN, "NOT_REDRIVEN"));
        Page<ExecutionView> page;
        if (PENDING_REDRIVE.equals(status) || REDRIVEN.equals(redrive)) {
            // Nothing is ever redriven here.
            engine.describeStateMachine(machine);
            page = new Page<>(List.of(), null);
        } else {
            page = engine.listExecutions(
                    machine,
                    status == null ? null : ExecutionStatus.valueOf(status),
                    given.whole("maxResults"),
                    given.text("nextToken"));
        }
        ObjectNode answer = object();
        ArrayNode list = answer.putArray("executions");
        page.items().forEach(execution -> list.add(listed(execution)));
        return next(answer, page);
    }

    private ObjectNode getExecutionHistory(Parameters given) {
        var page = engine.getExecutionHistory(
                given.required("executionArn"),
                given.bool("reverseOrder", false),
                given.whole("maxResults"),
                given.text("nextToken"));
        var rendering = new EventRendering(given.bool("includeExecutionData", true));
        ObjectNode answer = object();
        ArrayNode events = answer.putArray("events");
        page.items().forEach(event -> events.add(rendering.event(event)));
        return next(answer, page);
    }

    private ObjectNode stopExecution(Parameters given) {
        var stopped = engine.stopExecution(
                given.required("executionArn"), given.text("error", 256), given.text("cause", 32_768));
        ObjectNode answer = object();
        answer.set("stopDate", EpochSeconds.of(stopped));
        return answer;
    }

    private ObjectNode sendTaskSuccess(Parameters given) {
        engine.sendTaskSuccess(given.required("taskToken"), given.required("output"));
        return object();
    }

    private ObjectNode sendTaskFailure(Parameters given) {
        engine.sendTaskFailure(given.required("taskToken"), given.text("error", 256), given.text("cause", 32_768));
        return object();
    }

    private ObjectNode sendTaskHeartbeat(Parameters given) {
        engine.sendTaskHeartbeat(given.required("taskToken"));
        return object();
    }

    private static ObjectNode next(ObjectNode answer, Page<?> page) {
        put(answer, "nextToken", page.nextToken());
        return answer;
    }

    private static void data(ObjectNode answer, String field, @Nullable String json, boolean withData) {
        if (json != null) {
            if (withData) {
                answer.put(field, json);
            }
            answer.putObject(field + "Details").put("included", withData);
        }
    }

    private static void put(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
