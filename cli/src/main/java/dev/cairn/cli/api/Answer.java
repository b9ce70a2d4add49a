package dev.cairn.cli.api;

import dev.cairn.core.json.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What came back.
 *
 * @param at when it came, by the clock of this machine
 */
record Answer(int status, HttpHeaders headers, byte[] body, Instant at) {
    static Answer of(HttpResponse<byte[]> response, Instant at) {
        return new Answer(response.statusCode(), response.headers(), response.body(), at);
    }

    boolean isFine() {
        return status / 100 == 2;
    }

    /** Whether it may be another one a moment later. */
    boolean maySoonBeAnother() {
        return switch (status) {
            case 429, 502, 504 -> true;
            case 503 -> !isRefusedForGood();
            case 500 -> isOfGateway();
            default -> false;
        };
    }

    /** Whether a store refuses until a person has seen to it: the API then names no time to come back. */
    private boolean isRefusedForGood() {
        return tree().path("type").asString("").equals("urn:cairn:problem:unavailable")
                && retryAfter().isEmpty();
    }

    /** Whether API Gateway itself said it: the API speaks in problem documents, the gateway in a lone message. */
    boolean isOfGateway() {
        JsonNode tree = tree();
        return tree.isObject() && !message(tree).isEmpty() && !tree.has("type") && !tree.has("detail");
    }

    /** The first line of the gateway's message: what follows may quote the request, secrets and all. */
    String gatewaysWords() {
        return message(tree()).lines().findFirst().orElse("").strip();
    }

    private static String message(JsonNode tree) {
        return tree.path("message").asString(tree.path("Message").asString(""));
    }

    /** Missing if it is no JSON. */
    JsonNode tree() {
        try {
            return Json.tree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** How long the server asks to be left alone. */
    Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** How far the clock of this machine is before the server's; negative if it is behind. Exact to some seconds. */
    Optional<Duration> clockAhead() {
        return headers.firstValue("Date").flatMap(Answer::instant).map(theirs -> Duration.between(theirs, at));
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
