package dev.cairn.local.gateway;

import dev.cairn.local.template.SamTemplate.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses routes as API Gateway does: the most specific one that fits, and {@code $default} where none does. */
final class RouteTable {
    private final List<Route> routes;

    RouteTable(List<Route> routes) {
        this.routes = routes.stream()
                .sorted(Comparator.comparing(Route::isDefault)
                        .thenComparingLong(route ->
                                route.path().chars().filter(c -> c == '{').count())
                        .thenComparing(route -> route.method().equals("ANY")))
                .toList();
    }

    /** @param parameters of the path, decoded */
    record Match(Route route, Map<String, String> parameters) {}

    Optional<Match> find(String method, String rawPath) {
        for (Route route : routes) {
            boolean fits = route.method().equals(method) || route.method().equals("ANY");
            Map<String, String> parameters = fits ? parameters(route, rawPath) : null;
            if (parameters != null) {
                return Optional.of(new Match(route, parameters));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Map<String, String> parameters(Route route, String rawPath) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (route.isDefault()) {
            return parameters;
        }
        String[] wanted = route.path().split("/", -1);
        String[] given = rawPath.split("/", -1);
        if (wanted.length != given.length) {
            return null;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                if (given[i].isEmpty()) {
                    return null;
                }
                parameters.put(wanted[i].substring(1, wanted[i].length() - 1), decoded(given[i]));
            } else if (!wanted[i].equals(given[i])) {
                return null;
            }
        }
        return parameters;
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            // The function sees it as it came, and refuses it.
            return segment;
        }
    }
}
