package dev.cairn.functions.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The one secret of an installation. It is never used itself: every use has a key of its own, derived from it, so that
 * what is known of one says nothing of another. Whoever replaces it makes every link and every sealed token worthless,
 * and loses nothing else.
 */
public final class InstallationSecret {
    /** As many characters as 32 random bytes have in base64url without padding. */
    public static final int LEAST_CHARACTERS = 43;

    private static final int MOST_CHARACTERS = 4096;

    /** A random text of the least length has some thirty; a word that is repeated has fewer. */
    private static final int LEAST_DIFFERENT = 10;

    private static final int BYTES = 32;
    private static final String DERIVATION = "HKDF-SHA256";
    private static final byte[] SALT = "cairn installation secret".getBytes(StandardCharsets.UTF_8);

    private final byte[] material;

    private InstallationSecret(byte[] material) {
        this.material = material;
    }

    /**
     * The secret of this text; space around it does not count.
     *
     * @param source where the text comes from, for the refusal; the text itself is never told
     * @throws UnusableSecretException if it is not 43 to 4,096 visible ASCII characters, 10 of them different
     */
    public static InstallationSecret of(String text, String source) {
        String given = text.strip();
        if (given.length() < LEAST_CHARACTERS || given.length() > MOST_CHARACTERS) {
            throw new UnusableSecretException(
                    source, "has " + given.length() + " characters, must have " + LEAST_CHARACTERS + " to 4096");
        }
        if (!given.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new UnusableSecretException(source, "holds something else than visible ASCII characters");
        }
        if (given.chars().distinct().count() < LEAST_DIFFERENT) {
            throw new UnusableSecretException(
                    source, "has fewer than " + LEAST_DIFFERENT + " different characters, which is not random");
        }
        return new InstallationSecret(given.getBytes(StandardCharsets.US_ASCII));
    }

    /** A new one, 32 random bytes, as the text that {@link #of} takes. */
    public static String generate() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The key for one use, 32 bytes, always the same for the same label.
     *
     * @param label what for, with a version: whoever changes what a key protects changes the label
     * @param algorithm that the key is for, in the JDK's name
     */
    SecretKey key(String label, String algorithm) {
        try {
            return KDF.getInstance(DERIVATION)
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(material)
                                    .addSalt(SALT)
                                    .thenExpand(label.getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot derive keys with " + DERIVATION, e);
        }
    }

    @Override
    public String toString() {
        return "InstallationSecret[withheld]";
    }
}
