package dev.cairn.cli.auth;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host name that AWS gives to an API.
 *
 * @param api its id
 * @param region where it is deployed
 */
public record GatewayHost(String api, String region) {
    private static final Pattern NAME = Pattern.compile(
            "([a-z0-9-]+)\\.execute-api\\.([a-z0-9-]+)\\.(?:amazonaws\\.com|amazonaws\\.com\\.cn|api\\.aws)");

    /** Empty if it is another name, as of an API that has a domain of its own. */
    public static Optional<GatewayHost> of(URI endpoint) {
        Matcher matcher = NAME.matcher(endpoint.getHost().toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(new GatewayHost(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
