package dev.cairn.functions.aws.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.event.Event;
import dev.cairn.core.event.EventType;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import tools.jackson.databind.JsonNode;

class BusEventsTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("run-1"));

    private final List<PutEventsRequest> put = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    /** Answers as the bus does; refuses the entries at these places of each call. */
    private class Bus implements EventBridgeClient {
        private final List<Integer> refused;

        private Bus(Integer... refused) {
            this.refused = List.of(refused);
        }

        @Override
        public PutEventsResponse putEvents(PutEventsRequest request) {
            put.add(request);
            return PutEventsResponse.builder()
                    .entries(IntStream.range(0, request.entries().size())
                            .mapToObj(i -> refused.contains(i)
                                    ? PutEventsResultEntry.builder()
                                            .errorCode("ThrottlingException")
                                            .build()
                                    : PutEventsResultEntry.builder()
                                            .eventId("e" + i)
                                            .build())
                            .toList())
                    .build();
        }

        @Override
        public String serviceName() {
            return "events";
        }

        @Override
        public void close() {}
    }

    private static List<Event> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Event(
                        "id-" + i,
                        RUN.runId(),
                        1,
                        null,
                        EventType.NOTICE,
                        Instant.parse("2026-11-25T10:00:00Z"),
                        Json.tree("{\"entry\": " + i + "}")))
                .toList();
    }

    private BusEvents over(EventBridgeClient client) {
        return new BusEvents(client, "cairn-bus", log::add);
    }

    @Test
    void committed_shouldPutEachEventWithItsTenant() {
        over(new Bus()).committed(RUN, events(1));

        PutEventsRequestEntry entry = put.getFirst().entries().getFirst();
        assertThat(entry.eventBusName()).isEqualTo("cairn-bus");
        assertThat(entry.source()).isEqualTo("cairn");
        assertThat(entry.detailType()).isEqualTo("notice");
        assertThat(entry.time()).isEqualTo(Instant.parse("2026-11-25T10:00:00Z"));
        JsonNode detail = Json.tree(entry.detail());
        assertThat(detail.path("tenant").stringValue()).isEqualTo("acme");
        assertThat(detail.path("runId").stringValue()).isEqualTo("run-1");
        assertThat(detail.at("/data/entry").intValue()).isZero();
        assertThat(log).isEmpty();
    }

    @Test
    void committed_shouldPutAtMostTenAtOnce_andAllOfThem() {
        over(new Bus()).committed(RUN, events(23));

        assertThat(put).extracting(call -> call.entries().size()).containsExactly(10, 10, 3);
    }

    @Test
    void committed_shouldTellTheLog_whatTheBusDidNotTake() {
        over(new Bus(1, 2)).committed(RUN, events(4));

        JsonNode line = Json.tree(log.getFirst());
        assertThat(line.path("alarm").stringValue()).isEqualTo("event-bus");
        assertThat(line.path("runId").stringValue()).isEqualTo("run-1");
        assertThat(line.path("message").stringValue()).startsWith("2 events").contains("ThrottlingException");
    }

    @Test
    void committed_shouldNotFailTheStep_whenTheBusRefuses_andTellTheCodeAndNotItsWords() {
        over(refusing(EventBridgeException.builder()
                        .requestId("request-7")
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ResourceNotFoundException")
                                .build())
                        .message("the event {\"task\": \"our secret\"} has no bus")
                        .build()))
                .committed(RUN, events(2));

        assertThat(log)
                .singleElement()
                .asString()
                .contains("2 events")
                .contains("ResourceNotFoundException (request request-7)")
                .doesNotContain("our secret");
    }

    @Test
    void committed_shouldNotFailTheStep_whenTheBusCannotBeReached() {
        over(refusing(SdkClientException.create("no way to our secret"))).committed(RUN, events(2));

        assertThat(log)
                .singleElement()
                .asString()
                .contains("2 events")
                .contains("SdkClientException")
                .doesNotContain("our secret");
    }

    private Bus refusing(RuntimeException refusal) {
        return new Bus() {
            @Override
            public PutEventsResponse putEvents(PutEventsRequest request) {
                throw refusal;
            }
        };
    }
}
