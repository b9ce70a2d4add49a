package dev.cairn.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damage as disks, wires and forgers do it: up to four bytes flipped, dropped, doubled or put in, or an end cut off. */
public final class Mutation {
    private static final byte[] TELLING = "{}[]\",:\\0-eE\n\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private Mutation() {}

    public static byte[] of(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes = once(bytes, random.nextInt(bytes.length), random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, int at, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> replaced(bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ (1 << random.nextInt(8)))});
            case 1 -> replaced(bytes, at, at + 1, new byte[0]);
            case 2 -> replaced(bytes, at, at, new byte[] {TELLING[random.nextInt(TELLING.length)]});
            case 3 -> replaced(bytes, at, at + 1, new byte[] {TELLING[random.nextInt(TELLING.length)]});
            case 4 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, bytes.length));
            default -> Arrays.copyOf(bytes, at);
        };
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] other = Arrays.copyOf(bytes, bytes.length - (to - from) + by.length);
        System.arraycopy(by, 0, other, from, by.length);
        System.arraycopy(bytes, to, other, from + by.length, bytes.length - to);
        return other;
    }
}
