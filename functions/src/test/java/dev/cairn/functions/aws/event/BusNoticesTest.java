package dev.cairn.functions.aws.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.json.Json;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.approval.RequestNotice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import tools.jackson.databind.JsonNode;

class BusNoticesTest {
    private static final String LINK = "https://cairn.test/approve/a-secret-link";

    private final List<PutEventsRequestEntry> put = new ArrayList<>();

    private BusNotices over(Function<PutEventsRequest, PutEventsResponse> bus) {
        EventBridgeClient client = new EventBridgeClient() {
            @Override
            public PutEventsResponse putEvents(PutEventsRequest request) {
                put.addAll(request.entries());
                return bus.apply(request);
            }

            @Override
            public String serviceName() {
                return "events";
            }

            @Override
            public void close() {}
        };
        return new BusNotices(
                client,
                "cairn-bus",
                "arn:aws:events:*:*:event-bus/cairn-bus",
                () -> Instant.parse("2026-11-25T10:00:00Z"));
    }

    private static PutEventsResponse one(@Nullable String error) {
        return PutEventsResponse.builder()
                .entries(PutEventsResultEntry.builder().errorCode(error).build())
                .build();
    }

    private static RequestNotice notice(@Nullable String link) {
        return notice(link, "Count the stars.");
    }

    private static RequestNotice notice(@Nullable String link, String task) {
        return new RequestNotice(
                new RunKey(new TenantId("acme"), new RunId("run-1")),
                new RequestId("q-1"),
                RequestType.PLAN_REVIEW,
                task,
                "hash",
                Instant.parse("2026-12-02T10:00:00Z"),
                link);
    }

    @Test
    void tell_shouldPutTheLinkOnTheBus_withWhatItIsAbout() {
        over(request -> one(null)).tell(notice(LINK));

        PutEventsRequestEntry entry = put.getFirst();
        assertThat(entry.source()).isEqualTo("cairn");
        assertThat(entry.detailType()).isEqualTo("request_waiting");
        assertThat(entry.eventBusName()).isEqualTo("cairn-bus");
        JsonNode detail = Json.tree(entry.detail());
        assertThat(detail.path("link").stringValue()).isEqualTo(LINK);
        assertThat(detail.path("runId").stringValue()).isEqualTo("run-1");
        assertThat(detail.path("summary").stringValue()).isEqualTo("Count the stars.");
        assertThat(detail.path("type").stringValue()).isEqualTo("plan_review");
        assertThat(detail.path("expiresAt").stringValue()).isEqualTo("2026-12-02T10:00:00Z");
    }

    /** A rule's input transformer puts it between quotes, and reads brackets as names. */
    @Test
    void summary_shouldBreakNoText_whateverTheTaskIs() {
        over(request -> one(null))
                .tell(notice(LINK, "  Say \"<b>hi</b>\"\r\n\tC:\\temp\u0007 " + "\uD83D\uDE00".repeat(300)));

        JsonNode detail = Json.tree(put.getFirst().detail());
        assertThat(detail.path("task").stringValue()).contains("\"<b>hi</b>\"");
        assertThat(detail.path("summary").stringValue())
                .isEqualTo("Say '(b)hi(/b)' C:/temp " + "\uD83D\uDE00".repeat(176) + "...");
    }

    @Test
    void tell_shouldFailTheWait_soThatItIsTriedAgain_whenTheBusRefuses() {
        assertThatThrownBy(() -> over(request -> one("InternalFailure")).tell(notice(LINK)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("InternalFailure")
                .hasMessageContaining("run-1")
                .hasMessageNotContaining("secret-link");
    }

    @Test
    void tell_shouldNameTheRightThatIsMissing_andNotTheLink() {
        assertThatThrownBy(() -> over(request -> {
                            throw EventBridgeException.builder()
                                    .statusCode(403)
                                    .message("denied")
                                    .awsErrorDetails(software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                                            .errorCode("AccessDeniedException")
                                            .errorMessage("not authorized")
                                            .build())
                                    .build();
                        })
                        .tell(notice(LINK)))
                .hasMessageContaining("events:PutEvents")
                .hasMessageContaining("event-bus/cairn-bus")
                .hasMessageNotContaining("secret-link");
    }
}
