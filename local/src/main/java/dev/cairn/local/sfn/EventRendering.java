package dev.cairn.local.sfn;

import dev.cairn.local.asl.run.EventDetails;
import dev.cairn.local.asl.run.HistoryEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes history events the way AWS does. */
final class EventRendering {
    private final boolean withData;

    /**
     * @param withData whether inputs, outputs, parameters and variables are shown
     */
    EventRendering(boolean withData) {
        this.withData = withData;
    }

    ObjectNode event(HistoryEvent event) {
        ObjectNode node = object();
        node.put("id", event.id());
        node.put("previousEventId", event.previousId());
        node.set("timestamp", EpochSeconds.of(event.at()));
        node.put("type", event.type().name());
        String type = event.type().name();
        String field = switch (event.details()) {
            case EventDetails.Entered entered -> "stateEntered";
            case EventDetails.Exited exited -> "stateExited";
            default -> type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
        };
        node.set(field + "EventDetails", details(event.details()));
        return node;
    }

    private ObjectNode details(EventDetails details) {
        ObjectNode node = object();
        switch (details) {
            case EventDetails.Started started -> {
                data(node, "input", started.input());
                node.put("roleArn", started.roleArn());
            }
            case EventDetails.Succeeded succeeded -> data(node, "output", succeeded.output());
            case EventDetails.Ended ended -> fault(node, ended.error(), ended.cause());
            case EventDetails.Entered entered -> {
                node.put("name", entered.name());
                data(node, "input", entered.input());
            }
            case EventDetails.Exited exited -> exited(node, exited);
            case EventDetails.Scheduled scheduled -> scheduled(node, scheduled);
            case EventDetails.Begun begun -> resource(node, begun.resource());
            case EventDetails.Answered answered -> {
                resource(node, answered.resource());
                data(node, "output", answered.output());
            }
            case EventDetails.Failed failed -> {
                resource(node, failed.resource());
                fault(node, failed.error(), failed.cause());
            }
            case EventDetails.NotEvaluated failed -> {
                fault(node, failed.error(), failed.cause());
                node.put("location", failed.location());
                node.put("state", failed.state());
            }
        }
        return node;
    }

    private void exited(ObjectNode node, EventDetails.Exited exited) {
        node.put("name", exited.name());
        data(node, "output", exited.output());
        if (withData && !exited.assigned().isEmpty()) {
            ObjectNode variables = node.putObject("assignedVariables");
            exited.assigned().forEach(variables::put);
            node.putObject("assignedVariablesDetails").put("truncated", false);
        }
    }

    private void scheduled(ObjectNode node, EventDetails.Scheduled scheduled) {
        resource(node, scheduled.resource());
        node.put("region", Arns.REGION);
        if (withData) {
            node.put("parameters", scheduled.parameters());
        }
        if (scheduled.timeout() != null) {
            node.put("timeoutInSeconds", scheduled.timeout());
        }
        if (scheduled.heartbeat() != null) {
            node.put("heartbeatInSeconds", scheduled.heartbeat());
        }
    }

    private static void resource(ObjectNode node, String resource) {
        node.put("resourceType", "lambda").put("resource", resource);
    }

    private static void fault(ObjectNode node, @Nullable String error, @Nullable String cause) {
        if (error != null) {
            node.put("error", error);
        }
        if (cause != null) {
            node.put("cause", cause);
        }
    }

    private void data(ObjectNode node, String field, String json) {
        if (withData) {
            node.put(field, json);
            node.putObject(field + "Details").put("truncated", false);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
