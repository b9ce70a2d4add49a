package dev.cairn.local.simulation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What becomes of stored bytes. */
final class Damage {
    private final RandomGenerator random;

    Damage(RandomGenerator random) {
        this.random = random;
    }

    /** One bit of a rotten disk, or one figure changed by somebody who packs it again, so that only the hash can tell. */
    byte[] done(byte[] bytes) {
        return random.nextBoolean() ? flipped(bytes) : forged(bytes);
    }

    private byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        return other;
    }

    private byte[] forged(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] text = in.readAllBytes();
            int at = random.nextInt(text.length);
            while (text[at] < '1' || text[at] > '8') {
                at = (at + 1) % text.length;
            }
            text[at]++;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                zip.write(text);
            }
            return out.toByteArray();
        } catch (IOException alreadyDamaged) {
            return flipped(bytes);
        }
    }
}
