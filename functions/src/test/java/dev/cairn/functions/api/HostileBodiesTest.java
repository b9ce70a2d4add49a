package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Hostile;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.TenantId;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** The corpus of hostile documents as the bodies of requests: a problem that says what is wrong, and nothing done. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileBodiesTest {
    /** Lambda is given at most 6 MB, and base64 makes four of three. */
    private static final int MOST_OF_AN_EVENT = 4 * 1024 * 1024;

    private final TestApi api = new TestApi();

    static List<Hostile> documents() {
        return Hostile.json().stream()
                .filter(document -> document.bytes().length < MOST_OF_AN_EVENT)
                .toList();
    }

    static List<Hostile> records() {
        return Hostile.checkpointRecords();
    }

    private TestApi.Answer post(Hostile document) {
        ObjectNode event = (ObjectNode) Json.tree("""
                {"version": "2.0", "rawPath": "/runs", "rawQueryString": "",
                 "headers": {"content-type": "application/json"}, "isBase64Encoded": true,
                 "requestContext": {"stage": "$default", "http": {"method": "POST", "path": "/runs"}}}""");
        event.put("body", Base64.getEncoder().encodeToString(document.bytes()));
        return api.answer(event, "POST", "/runs");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void post_shouldSayWhatIsWrong(Hostile document) {
        TestApi.Answer refused = post(document);

        assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
        if (document.bytes().length > 1024 * 1024) {
            assertThat(refused.status()).isEqualTo(413);
        } else {
            assertThat(refused.status()).isEqualTo(400);
            if (document.bytes().length > 0) {
                assertThat(refused.faults().get("")).contains(document.refusal());
            }
        }
        assertThat(refused.text()).doesNotContain("`", "StreamReadConstraints", "JsonReadFeature", "Exception");
        assertThat(api.index.runs(new TenantId("local"), null, 10).items()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void post_shouldTakeNoneOfItsFields_fromWhatItDoesNotKnow(Hostile document) {
        assertThat(post(document).status()).isEqualTo(400);
        assertThat(api.index.runs(new TenantId("local"), null, 10).items()).isEmpty();
    }
}
