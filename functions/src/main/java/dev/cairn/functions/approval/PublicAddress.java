package dev.cairn.functions.approval;

import dev.cairn.core.error.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where people reach the API, as configured.
 *
 * @param base without a slash at its end
 */
public record PublicAddress(String base) {
    /** The variable that it is configured with. */
    public static final String VARIABLE = "CAIRN_PUBLIC_URL";

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * What the variable says; empty if it is not set or blank, and then no links are made.
     *
     * @throws InvalidInputException if it is no https address (on this machine http is one too), or has a user, a query
     *     or a fragment
     */
    public static Optional<PublicAddress> of(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(new URI(value.strip())));
        } catch (URISyntaxException e) {
            throw refused();
        }
    }

    /** @throws InvalidInputException as the other */
    public static PublicAddress of(URI uri) {
        String host = uri.getHost();
        boolean secret = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host));
        if (host == null
                || !secret
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw refused();
        }
        return new PublicAddress(uri.toString().replaceAll("/+$", ""));
    }

    private static InvalidInputException refused() {
        return new InvalidInputException(
                VARIABLE, "must be an https:// address without user, query and fragment, as https://cairn.example.com");
    }

    /** Where a link is opened. */
    public String link(String linkId) {
        return base + "/approve/" + linkId;
    }

    /** Scheme, host and port, as browsers send it as {@code Origin}. */
    public String origin() {
        URI uri = URI.create(base);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
