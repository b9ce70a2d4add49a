package dev.cairn.functions.api.http;

import dev.cairn.core.error.InvalidInputException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path with <code>{parameters}</code>, each of which stands for one whole segment. */
record PathTemplate(String text, List<String> segments) {
    static PathTemplate of(String text) {
        return new PathTemplate(text, split(text));
    }

    /** The decoded segments of a path as it was sent. */
    static List<String> decode(String path) {
        List<String> decoded = new ArrayList<>();
        for (String segment : split(path)) {
            try {
                // In a path a plus is a plus.
                decoded.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException("path", "has a percent sign that begins no encoded character");
            }
        }
        return decoded;
    }

    private static List<String> split(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return List.of(inner.split("/", -1));
    }

    /** What stands in the parameters' places, if the path is one of these. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String wanted = segments.get(i);
            String found = path.get(i);
            if (wanted.startsWith("{")) {
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(wanted.substring(1, wanted.length() - 1), found);
            } else if (!wanted.equals(found)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }
}
