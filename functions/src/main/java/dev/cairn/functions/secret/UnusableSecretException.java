package dev.cairn.functions.secret;

/** An installation's secret that cannot be used. */
public final class UnusableSecretException extends RuntimeException {
    UnusableSecretException(String source, String what) {
        super("The installation's secret in " + source + " " + what
                + ". Put 32 random bytes there, for example of: openssl rand -base64 32");
    }
}
