package dev.cairn.functions.secret;

import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** The key for one use of the secret. Neither is asked for before it is needed: most functions never need one. */
public final class DerivedKey {
    private final Supplier<InstallationSecret> secret;
    private final String label;
    private final String algorithm;
    private volatile @Nullable SecretKey derived;

    /**
     * @param secret asked once, when the key is first needed; again only if it failed
     * @param label see {@link InstallationSecret#key}
     */
    public DerivedKey(Supplier<InstallationSecret> secret, String label, String algorithm) {
        this.secret = secret;
        this.label = label;
        this.algorithm = algorithm;
    }

    /** The key; two threads at once may both derive it, and get the same. */
    public SecretKey get() {
        SecretKey known = derived;
        if (known == null) {
            known = secret.get().key(label, algorithm);
            derived = known;
        }
        return known;
    }
}
