package dev.cairn.functions.aws.event;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.event.Event;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.run.RunKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts what was committed on an event bus, with source {@code cairn}, the event's type as detail type and the event
 * with its tenant as detail. For those who watch: what the bus did not take is told in the log, and stands in the run's
 * own events all the same.
 */
public final class BusEvents implements EventSink {
    public static final String SOURCE = "cairn";

    /** The most that one call takes. */
    private static final int AT_ONCE = 10;

    private final EventBridgeClient client;
    private final String bus;
    private final Consumer<String> log;

    public BusEvents(EventBridgeClient client, String bus, Consumer<String> log) {
        this.client = requireNonNull(client, "client is null");
        this.bus = requireNonNull(bus, "bus is null");
        this.log = requireNonNull(log, "log is null");
    }

    /** Streamed text is not for a bus. */
    @Override
    public void delta(RunKey run, long seq, String author, String text) {}

    @Override
    public void committed(RunKey run, List<Event> events) {
        List<PutEventsRequestEntry> entries =
                events.stream().map(event -> entry(run, event)).toList();
        for (int from = 0; from < entries.size(); from += AT_ONCE) {
            put(run, entries.subList(from, Math.min(entries.size(), from + AT_ONCE)));
        }
    }

    private PutEventsRequestEntry entry(RunKey run, Event event) {
        ObjectNode detail = (ObjectNode) Json.toTree(event);
        detail.put("tenant", run.tenant().value());
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType(event.type().word())
                .time(event.at())
                .detail(Json.text(detail))
                .build();
    }

    private void put(RunKey run, List<PutEventsRequestEntry> entries) {
        try {
            PutEventsResponse response = client.putEvents(put -> put.entries(entries));
            List<String> refused = new ArrayList<>();
            response.entries().stream()
                    .filter(entry -> entry.errorCode() != null)
                    .forEach(entry -> refused.add(entry.errorCode()));
            if (!refused.isEmpty()) {
                lost(run, refused.size() + " events", String.join(", ", refused));
            }
        } catch (SdkException cause) {
            lost(run, entries.size() + " events", named(cause));
        }
    }

    /** What AWS calls it; its words may quote what was sent. */
    private static String named(SdkException cause) {
        return cause instanceof AwsServiceException refused && refused.awsErrorDetails() != null
                ? refused.awsErrorDetails().errorCode() + " (request " + refused.requestId() + ")"
                : cause.getClass().getSimpleName();
    }

    /** What was thrown is named and not quoted: its words may hold texts of a run. */
    @Override
    public void lost(RunKey run, String what, RuntimeException cause) {
        lost(run, what, cause.getClass().getSimpleName());
    }

    private void lost(RunKey run, String what, String why) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("level", "error")
                .put("alarm", "event-bus")
                .put("tenant", run.tenant().value());
        line.put("runId", run.runId().value());
        line.put(
                "message",
                what + " were not put on the event bus " + bus + ": " + why + ". They stand in the run's own events.");
        log.accept(Json.text(line));
    }
}
