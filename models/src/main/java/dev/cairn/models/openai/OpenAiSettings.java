package dev.cairn.models.openai;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.models.Environment;
import dev.cairn.models.Secret;
import dev.cairn.models.http.RetryPolicy;
import dev.cairn.models.http.Timeouts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where Chat Completions is spoken, and how patiently.
 *
 * @param baseUrl up to and without {@code /chat/completions}
 * @param key sent as a bearer token; OpenAI's own address needs one, many compatible servers do not
 * @param headers further ones, such as the organisation
 * @param maxBytes the longest response that is read
 */
public record OpenAiSettings(
        URI baseUrl,
        Optional<Secret> key,
        Map<String, String> headers,
        Timeouts timeouts,
        RetryPolicy retries,
        long maxBytes) {
    public static final String KEY = "OPENAI_API_KEY";
    public static final String BASE_URL = "OPENAI_BASE_URL";
    public static final URI DEFAULT_BASE_URL = URI.create("https://api.openai.com/v1");
    public static final long MAX_BYTES = 32L * 1024 * 1024;

    public OpenAiSettings {
        requireNonNull(baseUrl, "baseUrl is null");
        requireNonNull(key, "key is null");
        headers = Map.copyOf(headers);
        requireNonNull(timeouts, "timeouts is null");
        requireNonNull(retries, "retries is null");
    }

    public static OpenAiSettings of(URI baseUrl, Optional<Secret> key) {
        return new OpenAiSettings(baseUrl, key, Map.of(), Timeouts.DEFAULT, RetryPolicy.DEFAULT, MAX_BYTES);
    }

    /**
     * From {@code OPENAI_API_KEY}, {@code OPENAI_BASE_URL}, {@code OPENAI_ORG_ID} and {@code OPENAI_PROJECT_ID}, and, in
     * seconds or counts, {@code CAIRN_MODEL_CONNECT_SECONDS}, {@code CAIRN_MODEL_SILENCE_SECONDS}, {@code
     * CAIRN_MODEL_ANSWER_SECONDS}, {@code CAIRN_MODEL_ATTEMPTS} and {@code CAIRN_MODEL_RETRY_SECONDS}.
     *
     * @throws InvalidInputException naming the variable whose value cannot be used
     */
    public static OpenAiSettings read(Environment environment) {
        Map<String, String> headers = new LinkedHashMap<>();
        environment.header("OPENAI_ORG_ID").ifPresent(id -> headers.put("OpenAI-Organization", id));
        environment.header("OPENAI_PROJECT_ID").ifPresent(id -> headers.put("OpenAI-Project", id));
        return new OpenAiSettings(
                environment.text(BASE_URL).map(OpenAiSettings::baseUrl).orElse(DEFAULT_BASE_URL),
                environment.secret(KEY),
                headers,
                new Timeouts(
                        environment.seconds("CAIRN_MODEL_CONNECT_SECONDS", Timeouts.DEFAULT.connect()),
                        environment.seconds("CAIRN_MODEL_SILENCE_SECONDS", Timeouts.DEFAULT.silence()),
                        environment.seconds("CAIRN_MODEL_ANSWER_SECONDS", Timeouts.DEFAULT.answer())),
                retries(environment),
                MAX_BYTES);
    }

    private static RetryPolicy retries(Environment environment) {
        RetryPolicy usual = RetryPolicy.DEFAULT;
        Duration within = environment.seconds("CAIRN_MODEL_RETRY_SECONDS", usual.within());
        int attempts = (int) environment.whole("CAIRN_MODEL_ATTEMPTS", usual.attempts(), 1, 20);
        return new RetryPolicy(attempts, usual.first(), usual.longest(), within);
    }

    private static URI baseUrl(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                if (uri.getRawUserInfo() != null) {
                    throw new InvalidInputException(
                            BASE_URL, "must hold no user name or password; give the key in " + KEY);
                }
                return uri;
            }
        } catch (URISyntaxException e) {
            throw notAnAddress(e);
        }
        throw notAnAddress(null);
    }

    /** The value is not repeated: whoever set it wrongly may have set the key. */
    private static InvalidInputException notAnAddress(@Nullable Throwable cause) {
        InvalidInputException fault = new InvalidInputException(
                BASE_URL,
                "must be an http or https address such as " + DEFAULT_BASE_URL + " or http://127.0.0.1:11434/v1");
        if (cause != null) {
            fault.initCause(cause);
        }
        return fault;
    }

    /** OpenAI itself answers nobody without a key; what another server wants is for it to say. */
    boolean lacksKey() {
        return key.isEmpty() && DEFAULT_BASE_URL.getHost().equalsIgnoreCase(baseUrl.getHost());
    }

    URI chatCompletions() {
        return URI.create(baseUrl + "/chat/completions");
    }
}
