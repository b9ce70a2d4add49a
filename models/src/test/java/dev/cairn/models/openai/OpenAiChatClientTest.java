package dev.cairn.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Role;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.Message;
import dev.cairn.core.port.Messages;
import dev.cairn.core.port.ModelClient.Deltas;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.port.OutputSchema;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Tool;
import dev.cairn.models.Secret;
import dev.cairn.models.http.Patience;
import dev.cairn.models.http.RetryPolicy;
import dev.cairn.models.http.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OpenAiChatClientTest {
    private static final String KEY = "sk-proj-1234567890abcdef";
    private static final OutputSchema SCHEMA = new OutputSchema(
            "verdict", Json.tree("{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"}}}"));

    private final Patience patience = new Patience();
    private final List<String> deltas = new ArrayList<>();

    private OpenAiChatClient client(FakeOpenAi server) {
        return client(server.baseUrl(), Timeouts.DEFAULT, 100_000);
    }

    private OpenAiChatClient client(URI baseUrl, Timeouts timeouts, long maxBytes) {
        OpenAiSettings settings = new OpenAiSettings(
                baseUrl, Optional.of(new Secret(KEY)), Map.of(), timeouts, RetryPolicy.DEFAULT, maxBytes);
        return new OpenAiChatClient(settings, patience.retries(RetryPolicy.DEFAULT), patience, (after, what) -> {});
    }

    private ModelResponse call(FakeOpenAi server, ModelRequest request) {
        return client(server).call(request, deltas::add);
    }

    private static ModelRequest asking(Message... messages) {
        return request(null, List.of(), messages);
    }

    private static ModelRequest request(@Nullable OutputSchema output, List<Tool> tools, Message... messages) {
        return new ModelRequest(
                ModelName.parse("openai:gpt-test"),
                "manager",
                Purpose.TURN,
                Messages.of(List.of(messages)),
                tools,
                output);
    }

    private static final ModelRequest HELLO = asking(Message.system("Be brief."), Message.user("Hello?"));

    @Test
    void call_shouldReturnTextAndCounts_whenTheAnswerStreamsIn() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.text("Good day to you: ä€😀"))) {
            ModelResponse response = call(server, HELLO);

            assertThat(response.text()).isEqualTo("Good day to you: ä€😀");
            assertThat(response.inputTokens()).isPositive();
            assertThat(response.outputTokens()).isPositive();
            assertThat(String.join("", deltas)).isEqualTo(response.text());
            assertThat(response.content()).isEqualTo(Content.text(response.text()));
            FakeOpenAi.Received sent = server.received().getFirst();
            assertThat(sent.body().path("stream").asBoolean()).isTrue();
            assertThat(sent.body().path("messages"))
                    .isEqualTo(Json.tree("[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                            + "{\"role\":\"user\",\"content\":\"Hello?\"}]"));
            assertThat(sent.header("authorization")).contains("Bearer " + KEY);
            assertThat(sent.header("content-length")).isPresent();
            assertThat(sent.header("transfer-encoding")).isEmpty();
        }
    }

    @Test
    void call_shouldSayWhoSpeaksInTheText_whenAMessageHasAName() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.text("ok"))) {
            call(server, asking(new Message(Role.USER, "Dr. Grün", Content.text("| a |"))));

            assertThat(server.received().getFirst().body().path("messages").path(0))
                    .isEqualTo(Json.tree("{\"role\":\"user\",\"content\":\"Dr. Grün:\\n| a |\"}"));
        }
    }

    @Test
    void call_shouldPutFragmentsTogether_whenToolCallsStreamIn() {
        FakeReply calls = FakeReply.calls(
                new FakeReply.Call("call_a", "ask_person", "{\"question\":\"Which grid, please?\"}"),
                new FakeReply.Call("call_b", "lookup", ""));
        try (FakeOpenAi server = FakeOpenAi.answering(calls)) {
            Tool lookup = Json.read("{\"name\":\"lookup\",\"kind\":\"http\",\"description\":\"Looks up\"}", Tool.class);
            ModelResponse response =
                    call(server, request(null, List.of(Tool.named(Tool.ASK_PERSON), lookup), Message.user("?")));

            assertThat(response.content().toolCalls())
                    .containsExactly(
                            new ToolCall("call_a", "ask_person", Json.tree("{\"question\":\"Which grid, please?\"}")),
                            new ToolCall("call_b", "lookup", Json.tree("{}")));
            JsonNode tools = server.received().getFirst().body().path("tools");
            assertThat(tools.path(0).path("function").path("parameters").path("required"))
                    .isEqualTo(Json.tree("[\"question\"]"));
            assertThat(tools.path(1).path("function").path("description").asString())
                    .isEqualTo("Looks up");
        }
    }

    @Test
    void call_shouldSendTheMessageBackVerbatim_whenItCameFromThisModel() {
        String stream = """
                data: {"choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"Hm, "}}]}

                data: {"choices":[{"index":0,"delta":{"reasoning_content":"so.","annotations":[{"type":"url_citation"}],"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"lookup","arguments":"{\\"a\\""}}]}}]}

                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"lookup","arguments":": 1}"}}]},"finish_reason":"tool_calls"}]}

                data: [DONE]

                """;
        try (FakeOpenAi server = FakeOpenAi.answering(new FakeReply.Raw(stream), FakeReply.text("done"))) {
            OpenAiChatClient client = client(server);
            Content first = client.call(HELLO, Deltas.NONE).content();
            Content stored = Json.read(Json.bytes(first), Content.class);
            client.call(
                    asking(
                            Message.user("?"),
                            new Message(Role.ASSISTANT, null, stored),
                            new Message(Role.TOOL, null, Content.toolResult("c1", "42"))),
                    Deltas.NONE);

            JsonNode messages = server.received().get(1).body().path("messages");
            assertThat(messages.path(1))
                    .isEqualTo(
                            Json.tree(
                                    "{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"Hm, so.\","
                                            + "\"annotations\":[{\"type\":\"url_citation\"}],\"tool_calls\":[{\"id\":\"c1\","
                                            + "\"type\":\"function\",\"function\":{\"name\":\"lookup\",\"arguments\":\"{\\\"a\\\": 1}\"}}]}"));
            assertThat(messages.path(2))
                    .isEqualTo(Json.tree("{\"role\":\"tool\",\"content\":\"42\",\"tool_call_id\":\"c1\"}"));
        }
    }

    @Test
    void call_shouldSendNeutralFields_whenTheMessageCameFromAnotherModel() {
        Content other = new Content(
                "",
                List.of(new ToolCall("c9", "lookup", Json.tree("{\"a\":1}"))),
                null,
                Json.tree(
                        "{\"provider\":\"openai\",\"model\":\"another\",\"message\":{\"role\":\"assistant\",\"secret\":1}}"));
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.text("ok"))) {
            call(server, asking(new Message(Role.ASSISTANT, null, other)));

            assertThat(server.received().getFirst().body().path("messages").path(0))
                    .isEqualTo(
                            Json.tree(
                                    "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c9\","
                                            + "\"type\":\"function\",\"function\":{\"name\":\"lookup\",\"arguments\":\"{\\\"a\\\":1}\"}}]}"));
        }
    }

    @Test
    void call_shouldAskForTheSchemaStrictly_whenTheServerTakesIt() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.text("{\"ok\":true}"))) {
            call(server, request(SCHEMA, List.of(), Message.user("Judge.")));

            JsonNode format = server.received().getFirst().body().path("response_format");
            assertThat(format.path("type").asString()).isEqualTo("json_schema");
            assertThat(format.path("json_schema").path("name").asString()).isEqualTo("verdict");
            assertThat(format.path("json_schema").path("strict").asBoolean()).isTrue();
            assertThat(format.path("json_schema").path("schema")).isEqualTo(SCHEMA.schema());
        }
    }

    @Test
    void call_shouldFallBackToWordsAndRememberIt_whenTheServerKnowsNoResponseFormat() {
        try (FakeOpenAi server = FakeOpenAi.answering(request -> request.body().has("response_format")
                ? FakeReply.noSuchFormat(
                        request.body().path("response_format").path("type").asString())
                : FakeReply.text("{\"ok\":true}"))) {
            OpenAiChatClient client = client(server);
            ModelRequest judge = request(SCHEMA, List.of(), Message.user("Judge."));

            assertThat(client.call(judge, Deltas.NONE).text()).isEqualTo("{\"ok\":true}");
            assertThat(formats(server)).containsExactly("json_schema", "json_object", "none");
            assertThat(server.received().getLast().lastText())
                    .startsWith("Judge.\n\n")
                    .contains(Json.text(SCHEMA.schema()));

            client.call(judge, Deltas.NONE);
            assertThat(formats(server)).containsExactly("json_schema", "json_object", "none", "none");
        }
    }

    @Test
    void call_shouldSettleForAnyObject_whenOnlySchemasAreRefused() {
        try (FakeOpenAi server = FakeOpenAi.answering(
                FakeReply.noSuchFormat("json_schema"), FakeReply.text("{}"), FakeReply.text("{}"))) {
            OpenAiChatClient client = client(server);
            ModelRequest judge = request(SCHEMA, List.of(), new Message(Role.ASSISTANT, null, Content.text("I wait.")));
            client.call(judge, Deltas.NONE);
            client.call(judge, Deltas.NONE);

            assertThat(formats(server)).containsExactly("json_schema", "json_object", "json_object");
            assertThat(server.received().getLast().lastText()).contains("JSON schema");
            assertThat(server.received().getLast().body().path("messages").size())
                    .isEqualTo(2);
        }
    }

    @Test
    void call_shouldCountForItself_whenTheServerKnowsNoStreamOptions() {
        try (FakeOpenAi server = FakeOpenAi.answering(request -> request.body().has("stream_options")
                ? FakeReply.error(400, "Unrecognized request argument supplied: stream_options")
                : FakeReply.text("ok"))) {
            OpenAiChatClient client = client(server);

            assertThat(client.call(HELLO, Deltas.NONE).inputTokens()).isEqualTo(4);
            client.call(HELLO, Deltas.NONE);
            assertThat(server.received()).hasSize(3);
        }
    }

    private static List<String> formats(FakeOpenAi server) {
        return server.received().stream()
                .map(request ->
                        request.body().path("response_format").path("type").asString("none"))
                .toList();
    }

    @Test
    void call_shouldReportTheFirstRefusal_whenNoWayOfAskingHelps() {
        try (FakeOpenAi server = FakeOpenAi.answering(
                FakeReply.error(400, "Your schema is bad"), FakeReply.error(400, "b"), FakeReply.error(400, "c"))) {
            assertThatThrownBy(() -> call(server, request(SCHEMA, List.of(), Message.user("?"))))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("Your schema is bad");
            assertThat(server.received()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 529})
    void call_shouldTryAgain_whenTheFailureMayPass(int status) {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.error(status, "busy"), FakeReply.text("ok"))) {
            assertThat(call(server, HELLO).text()).isEqualTo("ok");
            assertThat(patience.waits()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 413, 422})
    void call_shouldFailAtOnce_whenTheFailureStays(int status) {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.error(status, "no"))) {
            ModelException failure = failure(() -> call(server, HELLO));

            assertThat(failure.isTransient()).isFalse();
            assertThat(failure)
                    .hasMessageContaining("openai:gpt-test at http://127.0.0.1:")
                    .hasMessageContaining(" " + status);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void call_shouldFailAtOnce_whenTheAccountIsEmpty() {
        try (FakeOpenAi server = FakeOpenAi.answering(
                FakeReply.error(429, "You exceeded your current quota", null, "insufficient_quota"))) {
            assertThat(failure(() -> call(server, HELLO)).isTransient()).isFalse();
        }
    }

    @Test
    void call_shouldWaitAsLongAsAsked_whenTheServerSaysRetryAfter() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.tooManyRequests("7"), FakeReply.text("ok"))) {
            call(server, HELLO);

            assertThat(patience.waits().getFirst()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
        }
    }

    @Test
    void call_shouldGiveUpAsTransient_whenTheServerNeverRecovers() {
        try (FakeOpenAi server = FakeOpenAi.answering(request -> FakeReply.error(503, "overloaded"))) {
            ModelException failure = failure(() -> call(server, HELLO));

            assertThat(failure.isTransient()).isTrue();
            assertThat(failure)
                    .hasMessageContaining("503: overloaded")
                    .hasMessageContaining("given up after 6 attempts");
            assertThat(server.received()).hasSize(6);
        }
    }

    @Test
    void call_shouldAskAgainAndSaySo_whenTheStreamBreaksOff() {
        try (FakeOpenAi server =
                FakeOpenAi.answering(new FakeReply.Broken("The answer is for"), FakeReply.text("The answer is 42."))) {
            assertThat(call(server, HELLO).text()).isEqualTo("The answer is 42.");
            assertThat(String.join("", deltas))
                    .isEqualTo(
                            "The answer is for\n\n[the connection was lost, the model is asked again]\n\nThe answer is 42.");
        }
    }

    @Test
    void call_shouldAskAgain_whenTheStreamEndsInTheMiddleWithoutAnError() {
        String half = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"}}]}\n\n";
        try (FakeOpenAi server = FakeOpenAi.answering(new FakeReply.Raw(half), FakeReply.text("whole"))) {
            assertThat(call(server, HELLO).text()).isEqualTo("whole");
        }
    }

    @Test
    void call_shouldNotAskAgain_whenTheStreamBreaksAfterTheAnswerWasComplete() {
        try (FakeOpenAi server =
                FakeOpenAi.answering(FakeReply.text("All of it.").cutAfterFinish())) {
            ModelResponse response = call(server, HELLO);

            assertThat(response.text()).isEqualTo("All of it.");
            assertThat(response.outputTokens()).isPositive();
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void call_shouldAskAgain_whenTheServerReportsAnErrorInTheStream() {
        String failing = "data: {\"error\":{\"message\":\"upstream died\",\"code\":502}}\n\n";
        try (FakeOpenAi server = FakeOpenAi.answering(new FakeReply.Raw(failing), FakeReply.text("ok"))) {
            assertThat(call(server, HELLO).text()).isEqualTo("ok");
        }
    }

    @Test
    void call_shouldFailAtOnce_whenTheErrorInTheStreamStays() {
        String failing = "data: {\"error\":{\"message\":\"no such model\",\"type\":\"invalid_request_error\"}}\n\n";
        try (FakeOpenAi server = FakeOpenAi.answering(new FakeReply.Raw(failing))) {
            assertThat(failure(() -> call(server, HELLO)).isTransient()).isFalse();
        }
    }

    @Test
    void call_shouldTakeAWholeAnswer_whenTheServerDoesNotStream() {
        String whole = """
                {"choices":[{"index":0,"message":{"role":"assistant","content":"At once."},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":11,"completion_tokens":3}}""";
        try (FakeOpenAi server =
                FakeOpenAi.answering(new FakeReply.Status(200, Map.of("Content-Type", "application/json"), whole))) {
            ModelResponse response = call(server, HELLO);

            assertThat(response.text()).isEqualTo("At once.");
            assertThat(response.inputTokens()).isEqualTo(11);
            assertThat(response.outputTokens()).isEqualTo(3);
            assertThat(deltas).containsExactly("At once.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html; charset=utf-8", "application/json", "text/event-stream", "text/plain"})
    void call_shouldFailAtOnce_whenAProxyAnswersWithAPage(String type) {
        FakeReply page =
                new FakeReply.Status(200, Map.of("Content-Type", type), "<!DOCTYPE html>\n<html>Sign in</html>\n");
        try (FakeOpenAi server = FakeOpenAi.answering(page)) {
            ModelException failure = failure(() -> call(server, HELLO));

            assertThat(failure.isTransient()).isFalse();
            assertThat(failure)
                    .hasMessageContaining("answered 200 with something else than a model's answer")
                    .hasMessageContaining("OPENAI_BASE_URL");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void call_shouldMarkTheText_whenTheModelReachedItsLimit() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.text("A long").finishing("length"))) {
            assertThat(call(server, HELLO).text()).startsWith("A long\n\n[cut off here");
        }
    }

    @Test
    void call_shouldFail_whenTheModelUsedItsLimitBeforeAWord() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.text("").finishing("length"))) {
            assertThat(failure(() -> call(server, HELLO)))
                    .hasMessageContaining("output limit before it wrote anything");
        }
    }

    @Test
    void call_shouldFail_whenAToolCallWasCut() {
        try (FakeOpenAi server = FakeOpenAi.answering(
                FakeReply.calls(new FakeReply.Call("c", "lookup", "{\"a")).finishing("length"))) {
            assertThat(failure(() -> call(server, HELLO))).hasMessageContaining("in the middle of a tool call");
        }
    }

    @Test
    void call_shouldFail_whenAContentFilterStoppedTheModel() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.text("Well").finishing("content_filter"))) {
            ModelException failure = failure(() -> call(server, HELLO));

            assertThat(failure.isTransient()).isFalse();
            assertThat(failure).hasMessageContaining("content filter");
        }
    }

    @Test
    void call_shouldPassOnTheModelsWords_whenItRefuses() {
        try (FakeOpenAi server = FakeOpenAi.answering(new FakeReply.Refused("I cannot help with that."))) {
            assertThat(call(server, HELLO).text()).isEqualTo("I cannot help with that.");
        }
    }

    @Test
    void call_shouldFail_whenTheAnswerIsLongerThanIsRead() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.text("x".repeat(200_000)))) {
            ModelException failure = failure(() -> call(server, HELLO));

            assertThat(failure.isTransient()).isFalse();
            assertThat(failure).hasMessageContaining("longer than 100000 bytes");
        }
    }

    @Test
    void call_shouldFailAsTransient_whenTheServerIsSilent() {
        CountDownLatch never = new CountDownLatch(1);
        try (FakeOpenAi server = FakeOpenAi.answering(request -> new FakeReply.Held(never, FakeReply.text("late")))) {
            Timeouts short_ = new Timeouts(Duration.ofSeconds(1), Duration.ofMillis(20), Duration.ofSeconds(1));
            ModelException failure =
                    failure(() -> client(server.baseUrl(), short_, 1000).call(HELLO, Deltas.NONE));

            assertThat(failure.isTransient()).isTrue();
            assertThat(failure).hasMessageContaining("was silent for");
        }
    }

    @Test
    void call_shouldFailAsTransient_whenNobodyListens() {
        URI closed;
        try (FakeOpenAi server = FakeOpenAi.answering()) {
            closed = server.baseUrl();
        }
        ModelException failure =
                failure(() -> client(closed, Timeouts.DEFAULT, 1000).call(HELLO, Deltas.NONE));

        assertThat(failure.isTransient()).isTrue();
        assertThat(failure).hasMessageContaining("could not be reached");
    }

    @Test
    void call_shouldFailAsTransient_whenTheAnswerNeverEnds() {
        String first = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
        try (FakeOpenAi server = FakeOpenAi.answering(request -> new FakeReply.Raw(first.repeat(3)))) {
            Timeouts none = new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(-1));

            assertThat(failure(() -> client(server.baseUrl(), none, 10_000).call(HELLO, Deltas.NONE)))
                    .hasMessageContaining("did not end its answer within");
        }
    }

    @Test
    void call_shouldFailAsTransient_whenOnlyCommentsKeepComing() {
        try (FakeOpenAi server = FakeOpenAi.answering(request -> new FakeReply.Raw(": processing\n\n".repeat(50)))) {
            Timeouts none = new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(-1));

            assertThat(failure(() -> client(server.baseUrl(), none, 10_000).call(HELLO, Deltas.NONE)))
                    .hasMessageContaining("did not end its answer within");
        }
    }

    @Test
    void call_shouldPassOverChunksThatSayNothing() {
        String stream = """
                : hello

                data:

                data: {"choices":[]}

                data: {"choices":[{"index":0,"delta":{"content":"ok"},"finish_reason":"stop"}]}

                """;
        try (FakeOpenAi server = FakeOpenAi.answering(new FakeReply.Raw(stream))) {
            assertThat(call(server, HELLO).text()).isEqualTo("ok");
            assertThat(server.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-7", "99999999999999999999", "9223372036854775807", "\"12\"", "null"})
    void call_shouldEstimate_whenAServerCountsWhatCannotBe(String count) {
        String stream =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"four\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":" + count + ",\"completion_tokens\":5}}\n\ndata: [DONE]\n\n";
        try (FakeOpenAi server = FakeOpenAi.answering(new FakeReply.Raw(stream))) {
            ModelResponse response = call(server, HELLO);

            assertThat(response.inputTokens()).isBetween(1L, 100L);
            assertThat(response.outputTokens()).isEqualTo(5);
        }
    }

    @Test
    void call_shouldReturnWhatCanBeStored_whenTheModelLeavesHalfACharacter() {
        String stream =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"star \\ud83d\",\"reasoning\":\"\\udc00\"},"
                        + "\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n";
        try (FakeOpenAi server = FakeOpenAi.answering(new FakeReply.Raw(stream))) {
            ModelResponse response = call(server, HELLO);

            assertThat(response.text()).startsWith("star ?");
            assertThat(Json.bytes(response.content())).isNotEmpty();
        }
    }

    @Test
    void call_shouldFailAtOnce_whenTheAccountIsFoundEmptyInTheStream() {
        String failing = "data: {\"error\":{\"message\":\"quota\",\"code\":\"insufficient_quota\"}}\n\n";
        try (FakeOpenAi server = FakeOpenAi.answering(new FakeReply.Raw(failing))) {
            assertThat(failure(() -> call(server, HELLO)).isTransient()).isFalse();
        }
    }

    @Test
    void call_shouldShowNoKey_whenTheServerRepeatsIt() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.error(
                403, "Incorrect API key provided: " + KEY + ", header Bearer abc.def-ghi\n\n" + "x".repeat(900)))) {
            ModelException failure = failure(() -> call(server, HELLO));

            assertThat(failure.getMessage())
                    .doesNotContain(KEY)
                    .doesNotContain("abc.def")
                    .contains("***");
            assertThat(String.valueOf(failure.getMessage()).length()).isLessThan(700);
            assertThat(failure.toString() + failure.getCause()).doesNotContain(KEY);
        }
    }

    @Test
    void call_shouldNameTheVariable_whenTheKeyIsRefused() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.error(401, "Incorrect API key"))) {
            assertThat(failure(() -> call(server, HELLO))).hasMessageContaining("OPENAI_API_KEY");
        }
    }

    @Test
    void settings_shouldShowNoKey_whenPrinted() {
        OpenAiSettings settings = OpenAiSettings.of(OpenAiSettings.DEFAULT_BASE_URL, Optional.of(new Secret(KEY)));

        assertThat(settings.toString()).doesNotContain(KEY);
    }

    private static ModelException failure(Runnable call) {
        ModelException failure = catchThrowableOfType(ModelException.class, call::run);
        assertThat(failure).isNotNull();
        return failure;
    }
}
