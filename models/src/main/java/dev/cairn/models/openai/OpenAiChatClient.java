package dev.cairn.models.openai;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.models.DeltaBatch;
import dev.cairn.models.http.Http;
import dev.cairn.models.http.HttpAnswer;
import dev.cairn.models.http.Pause;
import dev.cairn.models.http.Retries;
import dev.cairn.models.http.TooLargeException;
import dev.cairn.models.http.TransientFault;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Chat Completions, streamed. What the server turns out not to understand (an output schema, counting in a stream) is
 * asked for in another way, and remembered for this server and model while the process lives. An answer that is complete
 * is never asked for again; one that breaks off is, and the deltas then say so.
 */
public final class OpenAiChatClient implements ModelClient {
    private static final String ASKED_AGAIN = "\n\n[the connection was lost, the model is asked again]\n\n";

    private final Map<String, Dialect> dialects = new ConcurrentHashMap<>();
    private final OpenAiSettings settings;
    private final Http http;
    private final Retries retries;
    private final Failures failures;
    private final ChatStream stream;
    private final DeltaBatch.Later later;

    public OpenAiChatClient(OpenAiSettings settings, Retries retries, InstantSource clock, DeltaBatch.Later later) {
        this.settings = settings;
        this.http = new Http(settings.chatCompletions(), settings.timeouts(), settings.maxBytes());
        this.retries = retries;
        this.failures = new Failures(settings, clock);
        this.stream = new ChatStream(settings.timeouts().answer(), clock, failures);
        this.later = later;
    }

    public static OpenAiChatClient over(OpenAiSettings settings) {
        InstantSource clock = InstantSource.system();
        Retries retries = new Retries(settings.retries(), clock, Pause.REAL, RandomGenerator.getDefault());
        return new OpenAiChatClient(settings, retries, clock, DeltaBatch.Later.REAL);
    }

    @Override
    public ModelResponse call(ModelRequest request, Deltas deltas) {
        try (DeltaBatch batch = new DeltaBatch(deltas, later)) {
            return inSomeDialect(request, batch);
        }
    }

    private ModelResponse inSomeDialect(ModelRequest request, DeltaBatch batch) {
        String model = request.model().model();
        Dialect dialect = dialects.getOrDefault(model, Dialect.FULL);
        Optional<Refusal> first = Optional.empty();
        while (true) {
            Dialect tried = dialect;
            try {
                ModelResponse response = retries.run(() -> once(request, tried, batch));
                if (first.isPresent()) {
                    dialects.put(model, tried);
                }
                return response;
            } catch (Refusal refusal) {
                // What the first refusal says is about the request as it should be; later ones are about stopgaps.
                Refusal reported = first.orElse(refusal);
                first = Optional.of(reported);
                dialect = tried.after(refusal, request.output() != null)
                        .orElseThrow(() -> ModelException.permanent(reported.words(), reported));
            }
        }
    }

    private ModelResponse once(ModelRequest request, Dialect dialect, DeltaBatch batch) throws TransientFault, Refusal {
        if (batch.given()) {
            batch.add(ASKED_AGAIN);
        }
        byte[] body = Json.bytes(ChatRequest.body(request, dialect));
        try (HttpAnswer answer = http.post(headers(), body)) {
            if (answer.status() / 100 != 2) {
                throw failures.status(request.model(), answer);
            }
            String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
            if (type.contains("html")) {
                throw failures.foreign(request.model());
            }
            boolean whole = type.startsWith("application/json");
            return whole ? stream.whole(request, answer, batch) : stream.read(request, answer, batch);
        } catch (TooLargeException e) {
            throw ModelException.permanent(request.model() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw failures.connection(request.model(), e);
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(settings.headers());
        headers.put("Accept", "text/event-stream, application/json");
        headers.put("User-Agent", "cairn");
        settings.key().ifPresent(key -> headers.put("Authorization", "Bearer " + key.value()));
        return headers;
    }
}
