package dev.cairn.models.openai;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A server answered that it will not do this, however often it is asked. */
final class Refusal extends Exception {
    /** Codes by which a 400 says that its cause is another than the form of the request. */
    private static final Set<String> OTHER_CAUSES = Set.of(
            "context_length_exceeded",
            "model_not_found",
            "invalid_api_key",
            "insufficient_quota",
            "content_policy_violation",
            "content_filter");

    private final String words;
    private final int status;
    private final String code;
    private final String details;

    Refusal(int status, String message, String code, String details) {
        super(message);
        this.words = message;
        this.status = status;
        this.code = code;
        this.details = details.toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }

    /** Whether another way of asking for the same may be understood. */
    boolean mayBeAboutTheRequestsForm() {
        return (status == 400 || status == 422) && !OTHER_CAUSES.contains(code);
    }

    boolean speaksOf(String... words) {
        return Stream.of(words).anyMatch(details::contains);
    }
}
