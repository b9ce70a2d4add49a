package dev.cairn.functions;

import static java.util.Objects.requireNonNull;

import dev.cairn.functions.approval.Notices;
import dev.cairn.functions.approval.PublicAddress;
import dev.cairn.functions.secret.InstallationSecret;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What one installation brings along besides its stores and models.
 *
 * @param secret asked for when a token is sealed or opened, or a link is written or read, and not before
 * @param address where people reach the API; empty, and notices have no links
 * @param notices tells people that they are waited for
 * @param log takes single lines for those who run the installation
 */
public record Installation(
        Supplier<InstallationSecret> secret,
        Supplier<Optional<PublicAddress>> address,
        Notices notices,
        Consumer<String> log) {
    public Installation {
        requireNonNull(secret, "secret is null");
        requireNonNull(address, "address is null");
        requireNonNull(notices, "notices is null");
        requireNonNull(log, "log is null");
    }

    /** One that tells nobody and has no address. */
    public static Installation of(InstallationSecret secret) {
        return new Installation(() -> secret, Optional::empty, Notices.NONE, System.err::println);
    }
}
