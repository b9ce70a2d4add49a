package dev.cairn.core.json;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in the three forms that Cairn takes of it. */
public final class Digest {
    private static final int HEX_LENGTH = 64;
    private static final String HEX_DIGITS = "0123456789abcdef";

    private Digest() {}

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256", e);
        }
    }

    /** Whether a text can be what {@link #hex} gives. */
    public static boolean isHex(String text) {
        return text.length() == HEX_LENGTH && text.chars().allMatch(c -> HEX_DIGITS.indexOf(c) >= 0);
    }

    /** Lower-case hex of the hash of exactly these bytes. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** The same of a text's UTF-8; of a text that has none, a hash that no other text has. */
    public static String hex(String text) {
        return hex(Utf8.distinct(text));
    }

    /** The hash of a value's canonical JSON. */
    public static byte[] ofJson(Object value) {
        return sha256().digest(Json.canonical(value));
    }

    public static String hexOfJson(Object value) {
        return hex(Json.canonical(value));
    }
}
