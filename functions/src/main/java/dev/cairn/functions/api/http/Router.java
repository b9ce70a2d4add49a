package dev.cairn.functions.api.http;

import dev.cairn.functions.api.problem.Problem;
import dev.cairn.functions.api.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a request. */
public final class Router {
    private static final int MAX_PATH = 1024;

    private final List<Compiled> routes;

    private record Compiled(Route route, PathTemplate template) {}

    /** A route and what stands in its parameters' places. */
    public record Found(Route route, Map<String, String> parameters) {}

    public Router(List<Route> routes) {
        this.routes = routes.stream()
                .map(route -> new Compiled(route, PathTemplate.of(route.template())))
                .toList();
    }

    public List<Route> routes() {
        return routes.stream().map(Compiled::route).toList();
    }

    /** @throws ProblemException 404 if no route has this path, 405 if none of those has this method */
    public Found find(Request request) {
        if (request.path().length() > MAX_PATH) {
            throw notFound("There is no route whose path is longer than " + MAX_PATH + " characters.");
        }
        List<String> path = PathTemplate.decode(request.path());
        TreeSet<String> allowed = new TreeSet<>();
        for (Compiled compiled : routes) {
            Optional<Map<String, String>> parameters = compiled.template().match(path);
            if (parameters.isPresent()) {
                if (compiled.route().method().equals(request.method())) {
                    return new Found(compiled.route(), parameters.get());
                }
                allowed.add(compiled.route().method());
            }
        }
        if (allowed.isEmpty()) {
            throw notFound("There is no route " + request.method() + " on this path; see GET /openapi.yaml.");
        }
        String methods = String.join(", ", allowed);
        throw new ProblemException(Problem.of(Problem.Kind.METHOD, "This path takes " + methods + ".")
                .with("allow", methods));
    }

    private static ProblemException notFound(String detail) {
        return new ProblemException(Problem.of(Problem.Kind.NOT_FOUND, detail));
    }
}
