package dev.cairn.models.openai;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.core.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes one reply as Chat Completions does. */
final class Wire {
    private static final int PIECE = 7;

    private final HttpExchange exchange;
    private final JsonNode request;

    Wire(HttpExchange exchange, JsonNode request) {
        this.exchange = exchange;
        this.request = request;
    }

    void send(FakeReply reply) throws IOException {
        switch (reply) {
            case FakeReply.Said said -> {
                if (request.path("stream").asBoolean(false)) {
                    stream(said);
                } else {
                    whole(said);
                }
            }
            case FakeReply.Refused refused -> {
                open();
                chunk(delta(object().put("role", "assistant").put("content", "").putNull("refusal"), null));
                chunk(delta(object().put("refusal", refused.refusal()), null));
                chunk(delta(object(), "stop"));
                line("[DONE]");
            }
            case FakeReply.Status status -> {
                status.headers().forEach(exchange.getResponseHeaders()::set);
                bytes(status.status(), status.body().getBytes(StandardCharsets.UTF_8));
            }
            case FakeReply.Broken broken -> {
                openToBreak();
                for (String piece : pieces(broken.text())) {
                    chunk(delta(object().put("content", piece), null));
                }
            }
            case FakeReply.Held held -> {
                try {
                    held.until().await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("the server is stopping", e);
                }
                send(held.reply());
            }
            case FakeReply.Raw raw -> {
                open();
                exchange.getResponseBody().write(raw.stream().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void stream(FakeReply.Said said) throws IOException {
        if (said.ended()) {
            open();
        } else {
            openToBreak();
        }
        chunk(delta(object().put("role", "assistant").put("content", "").putNull("refusal"), null));
        for (String piece : pieces(said.text())) {
            chunk(delta(object().put("content", piece), null));
        }
        for (int i = 0; i < said.calls().size(); i++) {
            FakeReply.Call call = said.calls().get(i);
            ObjectNode begin = object().put("index", i).put("id", call.id()).put("type", "function");
            begin.putObject("function").put("name", call.name()).put("arguments", "");
            chunk(delta(calls(begin), null));
            for (String piece : pieces(call.arguments())) {
                ObjectNode more = object().put("index", i);
                more.putObject("function").put("arguments", piece);
                chunk(delta(calls(more), null));
            }
        }
        chunk(delta(object(), said.finishReason()));
        boolean asked = request.path("stream_options").path("include_usage").asBoolean(false);
        if (said.counted() && asked) {
            ObjectNode counts = completion("chat.completion.chunk");
            counts.putArray("choices");
            counts.set("usage", usage(said));
            chunk(counts);
        }
        if (said.ended()) {
            line("[DONE]");
        }
    }

    private void whole(FakeReply.Said said) throws IOException {
        ObjectNode completion = completion("chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (said.calls().isEmpty()) {
            message.put("content", said.text());
        } else {
            message.putNull("content");
            ArrayNode calls = message.putArray("tool_calls");
            for (FakeReply.Call call : said.calls()) {
                ObjectNode one = calls.addObject().put("id", call.id()).put("type", "function");
                one.putObject("function").put("name", call.name()).put("arguments", call.arguments());
            }
        }
        message.putNull("refusal").putArray("annotations");
        choice.putNull("logprobs").put("finish_reason", said.finishReason());
        if (said.counted()) {
            completion.set("usage", usage(said));
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        bytes(200, Json.bytes(completion));
    }

    private void open() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
    }

    /** More is promised than comes, so that the connection is dropped when the exchange is closed. */
    private void openToBreak() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 1_000_000);
    }

    private void bytes(int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void chunk(JsonNode chunk) throws IOException {
        line(Json.text(chunk));
    }

    private void line(String data) throws IOException {
        OutputStream body = exchange.getResponseBody();
        body.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    private ObjectNode delta(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = completion("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return chunk;
    }

    private ObjectNode completion(String object) {
        return object().put("id", "chatcmpl-fake")
                .put("object", object)
                .put("created", 1_760_000_000)
                .put("model", request.path("model").asString(""));
    }

    private JsonNode usage(FakeReply.Said said) {
        int asked = (request.path("messages").toString().length() + 3) / 4;
        int answered = (said.text().length() + said.calls().toString().length() + 3) / 4;
        return object().put("prompt_tokens", asked)
                .put("completion_tokens", answered)
                .put("total_tokens", asked + answered);
    }

    private static ObjectNode calls(ObjectNode call) {
        ObjectNode delta = object();
        delta.putArray("tool_calls").add(call);
        return delta;
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); at += PIECE) {
            pieces.add(text.substring(at, Math.min(text.length(), at + PIECE)));
        }
        return pieces;
    }

    static String error(String message, @Nullable String param, @Nullable String code) {
        ObjectNode body = object();
        body.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", param)
                .put("code", code);
        return Json.text(body);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
