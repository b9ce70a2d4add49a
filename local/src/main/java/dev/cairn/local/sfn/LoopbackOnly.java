package dev.cairn.local.sfn;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets only requests of this machine's own programs in. A web page of another site can make a browser send requests
 * here, directly or under a name that it made point to 127.0.0.1; its Origin and Host give it away.
 */
public final class LoopbackOnly {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private LoopbackOnly() {}

    /** Why the request is refused, or null if it is let in. */
    public static @Nullable String refusal(Headers headers, int port) {
        List<String> hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() != 1 || !isOurs("http://" + hosts.getFirst(), port)) {
            return "The Host header must be 127.0.0.1:" + port + " or localhost:" + port;
        }
        for (String origin : headers.getOrDefault("Origin", List.of())) {
            if (!isOurs(origin, port)) {
                return "Requests of web pages of other sites are refused";
            }
        }
        return null;
    }

    private static boolean isOurs(String origin, int port) {
        try {
            URI uri = URI.create(origin);
            return "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && NAMES.contains(uri.getHost())
                    && uri.getPort() == port;
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }
}
