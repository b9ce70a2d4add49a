package dev.cairn.functions.api.http;

import static java.util.Objects.requireNonNull;

import dev.cairn.functions.api.problem.Problem;
import java.util.Map;
import java.util.function.Function;

/**
 * One thing that the API does.
 *
 * @param template the path, with <code>{parameters}</code>
 */
public record Route(String method, String template, Answering answering) {
    public Route {
        requireNonNull(method, "method is null");
        requireNonNull(template, "template is null");
        requireNonNull(answering, "answering is null");
    }

    public static Route get(String template, Endpoint endpoint) {
        return new Route("GET", template, new Known(endpoint));
    }

    public static Route post(String template, Endpoint endpoint) {
        return new Route("POST", template, new Known(endpoint));
    }

    public static Route delete(String template, Endpoint endpoint) {
        return new Route("DELETE", template, new Known(endpoint));
    }

    /** Who is answered, and how. */
    public sealed interface Answering {}

    /** Callers whom the surroundings vouch for, in JSON. */
    public record Known(Endpoint endpoint) implements Answering {}

    /**
     * Anybody: what a request may do follows from what it holds, and nobody is asked who sends it.
     *
     * @param refusals how a refusal is answered on this route
     */
    public record Open(OpenEndpoint endpoint, Function<Problem, Reply> refusals) implements Answering {}

    /** Answers a call, or throws what {@link dev.cairn.functions.api.problem.Problems} knows to answer. */
    @FunctionalInterface
    public interface Endpoint {
        Reply answer(Call call);
    }

    /** The same without a caller. */
    @FunctionalInterface
    public interface OpenEndpoint {
        /** @param parameters what stands in the places of the path, decoded and otherwise unchecked */
        Reply answer(Request request, Map<String, String> parameters);
    }
}
