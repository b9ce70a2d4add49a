package dev.cairn.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.local.asl.run.LambdaInvoker;
import dev.cairn.local.template.SamTemplate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Events as a stream, out of a function that is asked for page after page. */
@Timeout(60)
class EventStreamTest {
    private static final List<SamTemplate.Route> ROUTES = List.of(
            new SamTemplate.Route("GET", "/runs/{runId}", "ApiFunction"),
            new SamTemplate.Route("GET", "/runs/{runId}/events", "ApiFunction"));

    private final Deque<String> pages = new ArrayDeque<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** A run that has ended by the time that anybody asks for it. */
    private byte[] function(byte[] payload) {
        JsonNode event = Json.tree(payload);
        ObjectNode answer = Json.mapper().createObjectNode().put("statusCode", 200);
        if (event.path("routeKey").asString().equals("GET /runs/{runId}")) {
            return Json.bytes(answer.put("body", "{\"status\":\"SUCCEEDED\"}"));
        }
        asked.add(event.at("/queryStringParameters/after").asString(""));
        String type = pages.isEmpty() ? "" : pages.remove();
        String next = String.valueOf(asked.size());
        String one = type.isEmpty() ? "" : "{\"id\":\"" + next + "\",\"type\":\"" + type + "\"}";
        return Json.bytes(answer.put("body", "{\"events\":[" + one + "],\"next\":\"" + next + "\"}"));
    }

    private List<String> stream(String... headers) throws Exception {
        LambdaInvoker functions = (name, payload) -> function(payload);
        try (Gateway gateway = Gateway.open(0, ROUTES, functions, InstantSource.system(), "secret");
                HttpClient client = HttpClient.newHttpClient()) {
            gateway.serve();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.address() + "/runs/r/events"))
                    .header("Accept", "text/event-stream");
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("event: "))
                    .map(line -> line.substring("event: ".length()))
                    .toList();
        }
    }

    @Test
    void stream_shouldGiveTheLastEvents_whenTheRunEndsBetweenTwoLooks() throws Exception {
        pages.addAll(List.of("run_started", "", "final_answer"));

        assertThat(stream()).containsExactly("run_started", "final_answer");
    }

    @Test
    void stream_shouldGoOnPastAFailure_whenTheRunWasResumed() throws Exception {
        pages.addAll(List.of("run_failed", "agent_message", "final_answer"));

        assertThat(stream()).containsExactly("run_failed", "agent_message", "final_answer");
    }

    @Test
    void stream_shouldGoOnWhereTheClientWasCutOff() throws Exception {
        pages.add("final_answer");

        assertThat(stream("Last-Event-ID", "7")).containsExactly("final_answer");
        assertThat(asked).startsWith("7", "1");
    }
}
