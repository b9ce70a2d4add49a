package dev.cairn.models.openai;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.models.DeltaBatch;
import dev.cairn.models.http.HttpAnswer;
import dev.cairn.models.http.ServerSentEvents;
import dev.cairn.models.http.TimedStream;
import dev.cairn.models.http.TransientFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads an answer to its end. */
final class ChatStream {
    private static final String DONE = "[DONE]";

    private final Duration longest;
    private final InstantSource clock;
    private final Failures failures;

    ChatStream(Duration longest, InstantSource clock, Failures failures) {
        this.longest = longest;
        this.clock = clock;
        this.failures = failures;
    }

    ModelResponse read(ModelRequest request, HttpAnswer answer, DeltaBatch batch)
            throws IOException, TransientFault, Refusal {
        StreamedMessage message = new StreamedMessage();
        ServerSentEvents events = new ServerSentEvents(inTime(answer));
        boolean done = readInto(message, request, events, batch);
        if (events.foreign()) {
            throw failures.foreign(request.model());
        }
        if (!done && !message.finished()) {
            throw new TransientFault(
                    failures.at(request.model()) + " broke off its answer before the end", (Throwable) null);
        }
        return Answers.read(request, message.message(), message.finishReason(), message.usage());
    }

    /** True if the stream said that it was done. */
    private boolean readInto(StreamedMessage message, ModelRequest request, ServerSentEvents events, DeltaBatch batch)
            throws IOException, TransientFault, Refusal {
        try {
            for (String data = events.next(); data != null; data = events.next()) {
                if (data.strip().equals(DONE)) {
                    return true;
                }
                if (data.isBlank()) {
                    continue;
                }
                JsonNode chunk = json(request, data);
                if (chunk.hasNonNull("error")) {
                    failures.inStream(request.model(), chunk.get("error"));
                }
                batch.add(message.add(chunk));
            }
            return false;
        } catch (IOException e) {
            // After the model has said that it is done only the counts are still to come: not worth paying again for.
            if (message.finished()) {
                return false;
            }
            throw e;
        }
    }

    /** Comments that only keep the connection alive do not keep an answer alive. */
    private InputStream inTime(HttpAnswer answer) {
        Instant latest = clock.instant().plus(longest);
        return new TimedStream(answer.body(), () -> clock.instant().isAfter(latest));
    }

    /** Some servers answer at once though a stream was asked for. */
    ModelResponse whole(ModelRequest request, HttpAnswer answer, DeltaBatch batch)
            throws IOException, TransientFault, Refusal {
        String text = new String(inTime(answer).readAllBytes(), StandardCharsets.UTF_8);
        if (text.stripLeading().startsWith("<")) {
            throw failures.foreign(request.model());
        }
        JsonNode completion = json(request, text);
        if (completion.hasNonNull("error")) {
            failures.inStream(request.model(), completion.get("error"));
        }
        JsonNode choice = completion.path("choices").path(0);
        if (!(choice.path("message") instanceof ObjectNode message)) {
            throw new TransientFault(failures.at(request.model()) + " answered without a message", (Throwable) null);
        }
        batch.add(Answers.text(message.path("content")));
        return Answers.read(
                request,
                message,
                choice.path("finish_reason").asStringOpt(),
                Optional.of(completion.path("usage")).filter(JsonNode::isObject));
    }

    private JsonNode json(ModelRequest request, String text) throws TransientFault {
        try {
            return Json.received(text);
        } catch (JacksonException e) {
            throw new TransientFault(failures.at(request.model()) + " sent something that is not JSON", e);
        }
    }
}
