package dev.cairn.functions.aws.event;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.json.Json;
import dev.cairn.functions.approval.Notices;
import dev.cairn.functions.approval.RequestNotice;
import dev.cairn.functions.aws.client.Act;
import dev.cairn.functions.aws.client.AwsFaults;
import java.time.InstantSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts on an event bus that a run waits for a person: detail type {@code request_waiting}, and in the detail the link
 * to answer it by. Who can read that event may decide.
 */
public final class BusNotices implements Notices {
    public static final String DETAIL_TYPE = "request_waiting";

    /** Characters of a task in the summary. */
    private static final int SUMMARY = 200;

    private final EventBridgeClient client;
    private final String bus;
    private final Act act;
    private final InstantSource clock;

    /** @param busArn for the policy statement that a refusal names */
    public BusNotices(EventBridgeClient client, String bus, String busArn, InstantSource clock) {
        this.client = requireNonNull(client, "client is null");
        this.bus = requireNonNull(bus, "bus is null");
        this.act = new Act("tell that a run waits", "the event bus " + bus, "events:PutEvents", busArn);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public void tell(RequestNotice notice) {
        PutEventsResultEntry result;
        try {
            result = client.putEvents(put -> put.entries(entry(notice)))
                    .entries()
                    .getFirst();
        } catch (SdkException cause) {
            throw AwsFaults.of(act, cause);
        }
        if (result.errorCode() != null) {
            throw new StoreException("Could not tell on the event bus " + bus + " that run "
                    + notice.run().runId() + " waits: it was refused (" + result.errorCode() + "). Try again.");
        }
    }

    /** The beginning of the task in one line, without what the text of a rule's input transformer would stumble over. */
    private static String summary(String task) {
        String line = task.replaceAll("[\\p{Cntrl}\\s]+", " ")
                .replace('"', '\'')
                .replace('\\', '/')
                .replace('<', '(')
                .replace('>', ')')
                .strip();
        int end = line.offsetByCodePoints(0, Math.min(SUMMARY, line.codePointCount(0, line.length())));
        return end < line.length() ? line.substring(0, end) + "..." : line;
    }

    private PutEventsRequestEntry entry(RequestNotice notice) {
        ObjectNode detail = Json.mapper().createObjectNode();
        detail.put("tenant", notice.run().tenant().value());
        detail.put("runId", notice.run().runId().value());
        detail.put("requestId", notice.requestId().value());
        detail.put("type", notice.type().word());
        detail.put("task", notice.task());
        detail.put("summary", summary(notice.task()));
        detail.put("planHash", notice.planHash());
        detail.put("expiresAt", notice.expiresAt().toString());
        detail.put("link", notice.link());
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(BusEvents.SOURCE)
                .detailType(DETAIL_TYPE)
                .time(clock.instant())
                .detail(Json.text(detail))
                .build();
    }
}
