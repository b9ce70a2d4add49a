package dev.cairn.functions.secret;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** The key for one use of the secret. Neither is asked for before it is needed: most functions never need one. */
public final class DerivedKey {
    private final Supplier<InstallationSecret> secret;
    private final String label;
    private final String algorithm;
    private volatile @Nullable Derived known;

    private record Derived(InstallationSecret from, SecretKey key) {}

    /**
     * @param secret asked whenever the key is needed, and therefore to know it; with another secret the key is another
     * @param label see {@link InstallationSecret#key}
     */
    public DerivedKey(Supplier<InstallationSecret> secret, String label, String algorithm) {
        this.secret = requireNonNull(secret, "secret is null");
        this.label = requireNonNull(label, "label is null");
        this.algorithm = requireNonNull(algorithm, "algorithm is null");
    }

    /** The key; two threads at once may both derive it, and get the same. */
    public SecretKey get() {
        InstallationSecret from = secret.get();
        Derived derived = known;
        if (derived == null || derived.from() != from) {
            derived = new Derived(from, from.key(label, algorithm));
            known = derived;
        }
        return derived.key();
    }
}
