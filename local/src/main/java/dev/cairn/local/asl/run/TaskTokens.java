package dev.cairn.local.asl.run;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues task tokens and knows which attempt each open one belongs to. A token is sealed with a key of this process, so
 * that one that was closed is told from one that was never issued here without remembering either.
 */
public final class TaskTokens {
    private static final int RANDOM_BYTES = 32;
    private static final int SEAL_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final ConcurrentMap<TaskToken, OpenTask> open = new ConcurrentHashMap<>();

    /** An attempt that waits for an answer. */
    public record OpenTask(Execution execution, long attempt) {}

    /** With a new key: the tokens of another instance are strangers here. */
    public TaskTokens() {
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    TaskToken issue(OpenTask task) {
        byte[] sealed = new byte[RANDOM_BYTES + SEAL_BYTES];
        byte[] bits = new byte[RANDOM_BYTES];
        random.nextBytes(bits);
        System.arraycopy(bits, 0, sealed, 0, RANDOM_BYTES);
        System.arraycopy(seal(bits), 0, sealed, RANDOM_BYTES, SEAL_BYTES);
        TaskToken token = TaskToken.of(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
        open.put(token, task);
        return token;
    }

    void close(TaskToken token) {
        open.remove(token);
    }

    /** The attempt that waits for this token, if it still does. */
    public Optional<OpenTask> find(TaskToken token) {
        return Optional.ofNullable(open.get(token));
    }

    /** How many attempts wait for an answer. */
    public int openCount() {
        return open.size();
    }

    /** Whether it was issued here, open or closed. */
    public boolean issued(TaskToken token) {
        byte[] sealed = Base64.getUrlDecoder().decode(token.sealed());
        byte[] bits = Arrays.copyOf(sealed, RANDOM_BYTES);
        return MessageDigest.isEqual(seal(bits), Arrays.copyOfRange(sealed, RANDOM_BYTES, sealed.length));
    }

    private byte[] seal(byte[] bits) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(bits), SEAL_BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, missing);
        }
    }
}
