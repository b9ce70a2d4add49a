package dev.cairn.functions.api.http;

import static java.util.Objects.requireNonNull;

/**
 * One thing that the API does.
 *
 * @param template the path, with <code>{parameters}</code>
 */
public record Route(String method, String template, Endpoint endpoint) {
    public Route {
        requireNonNull(method, "method is null");
        requireNonNull(template, "template is null");
        requireNonNull(endpoint, "endpoint is null");
    }

    public static Route get(String template, Endpoint endpoint) {
        return new Route("GET", template, endpoint);
    }

    public static Route post(String template, Endpoint endpoint) {
        return new Route("POST", template, endpoint);
    }

    public static Route delete(String template, Endpoint endpoint) {
        return new Route("DELETE", template, endpoint);
    }

    /** Answers a call, or throws what {@link dev.cairn.functions.api.problem.Problems} knows to answer. */
    @FunctionalInterface
    public interface Endpoint {
        Reply answer(Call call);
    }
}
