package dev.cairn.cli.auth;

import dev.cairn.cli.CliException;
import dev.cairn.cli.env.Environment;
import dev.cairn.functions.aws.client.Credentials;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a server that was named is shown who calls: as asked, else with a bearer token if there is one, else
 * signed if it is an API of AWS by its name, else not at all.
 *
 * @param option what {@code --auth} says; null if it is not given
 * @param directory what the name of a token's file is relative to
 */
public record AuthChoice(@Nullable String option, Environment environment, Path directory, InstantSource clock) {
    private static final String VARIABLE = "CAIRN_AUTH";

    /** @throws CliException if it cannot be done as asked, or would show a secret to others */
    public Authentication of(URI endpoint) {
        Authentication.Kind kind = kind(endpoint);
        if (kind != Authentication.Kind.NONE && !isPrivate(endpoint)) {
            boolean bearer = kind == Authentication.Kind.BEARER;
            throw CliException.usage(
                    bearer ? BearerToken.TOKEN : "--endpoint",
                    (bearer ? "is" : "a signed request is") + " not sent in the clear to " + endpoint.getHost()
                            + "; use an https:// endpoint");
        }
        return switch (kind) {
            case NONE -> FixedHeaders.NONE;
            case BEARER -> new BearerToken(environment, directory);
            case SIGV4 -> new SigV4(Credentials.of(environment.values()), region(endpoint), clock);
        };
    }

    private Authentication.Kind kind(URI endpoint) {
        String field = option != null ? "--auth" : VARIABLE;
        Optional<String> asked = Optional.ofNullable(option).or(() -> environment.get(VARIABLE));
        if (asked.isPresent()) {
            return switch (asked.get().strip().toLowerCase(Locale.ROOT)) {
                case "none" -> Authentication.Kind.NONE;
                case "bearer" -> Authentication.Kind.BEARER;
                case "sigv4" -> Authentication.Kind.SIGV4;
                default ->
                    throw CliException.usage(field, "must be sigv4, bearer or none, was \"" + asked.get() + "\"");
            };
        }
        if (BearerToken.isGiven(environment)) {
            return Authentication.Kind.BEARER;
        }
        return GatewayHost.of(endpoint).isPresent() ? Authentication.Kind.SIGV4 : Authentication.Kind.NONE;
    }

    private String region(URI endpoint) {
        return GatewayHost.of(endpoint)
                .map(GatewayHost::region)
                .or(() -> environment.get("AWS_REGION"))
                .or(() -> environment.get("AWS_DEFAULT_REGION"))
                .orElseThrow(() -> CliException.usage(
                        "AWS_REGION",
                        "must name the region of the API, which is part of every signature and not to be seen in "
                                + endpoint.getHost()));
    }

    private static boolean isPrivate(URI endpoint) {
        try {
            return endpoint.getScheme().equals("https")
                    || InetAddress.getByName(endpoint.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
