package dev.cairn.functions.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Closes task tokens before they are stored and opens them when they are answered: whoever reads the index or a backup
 * of it can wake nobody. AES-256-GCM under a key of its own, with a random nonce for every token and the version of the
 * seal as associated data.
 */
public final class TokenSeal {
    private static final String VERSION = "v1.";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** Step Functions' tokens have at most 2,048 characters; three bytes make four characters. */
    private static final int MAX_SEALED = 4096;

    private final DerivedKey key;
    private final SecureRandom random = new SecureRandom();

    public TokenSeal(Supplier<InstallationSecret> secret) {
        this.key = new DerivedKey(secret, "task token seal v1", "AES");
    }

    /** A sealed text, another one every time, in visible ASCII characters. */
    public String seal(String token) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(token.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + closed.length);
            System.arraycopy(closed, 0, whole, NONCE_BYTES, closed.length);
            return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot seal with " + CIPHER, e);
        }
    }

    /** The token; empty if it was sealed under another key, was altered, or is no sealed text at all. */
    public Optional<String> open(String sealed) {
        if (!sealed.startsWith(VERSION) || sealed.length() > MAX_SEALED) {
            return Optional.empty();
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length()));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        if (whole.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        Cipher cipher;
        try {
            cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot open with " + CIPHER, e);
        }
        try {
            byte[] opened = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return Optional.of(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.get(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(VERSION.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
