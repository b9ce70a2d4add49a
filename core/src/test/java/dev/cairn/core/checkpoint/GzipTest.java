package dev.cairn.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.json.Bounds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
    private static final byte[] WORDS =
            "What was said lies in the log. ".repeat(40).getBytes(StandardCharsets.UTF_8);

    @Test
    void pack_shouldGiveWhatOrdinaryToolsRead() throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Gzip.pack(WORDS)))) {
            assertThat(in.readAllBytes()).isEqualTo(WORDS);
        }
        assertThat(Gzip.pack(WORDS)).hasSizeLessThan(WORDS.length / 2);
    }

    @Test
    void unpack_shouldReadWhatTheJdkPacked() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(WORDS);
        }
        assertThat(Gzip.unpack(out.toByteArray())).isEqualTo(WORDS);
        assertThat(Gzip.pack(WORDS)).isEqualTo(out.toByteArray());
    }

    @Test
    void pack_shouldKeepWithinTheRatio_whateverRepeatsItself() throws IOException {
        byte[] stutter = new byte[3 * 1024 * 1024];
        Arrays.fill(stutter, (byte) 'a');
        byte[] random = new byte[300_000];
        new Random(7).nextBytes(random);

        for (byte[] bytes : new byte[][] {stutter, random, new byte[0], {1}}) {
            assertThat(Gzip.unpack(Gzip.pack(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void pack_shouldRefuse_whatCouldNotBeReadAgain() {
        byte[] tooMuch = new byte[Gzip.MAX_BYTES + 1];
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Gzip.pack(tooMuch))
                .withMessageContaining("longer than the 67108864");
    }

    @Test
    void pack_shouldKeepWithinWhatAStoreTakes_whenNothingCanBeMadeSmaller() {
        byte[] random = new byte[Gzip.MAX_BYTES];
        new Random(1).nextBytes(random);

        assertThat(Gzip.pack(random)).hasSizeBetween(Gzip.MAX_BYTES, Bounds.MAX_OBJECT);
    }

    @Test
    void unpack_shouldRefuse_aGigabyteOfZeros() throws IOException {
        byte[] bomb = zeros(1024);
        assertThat(bomb.length).isLessThan(8 * 1024 * 1024);

        refused(bomb, "unfolds to more than 67108864 bytes");
        byte[] small = zeros(1);
        refused(Arrays.copyOf(small, small.length), "unfolds to more than " + Gzip.MAX_RATIO * small.length + " bytes");
    }

    private static byte[] zeros(int mebibytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[1024 * 1024];
        try (GZIPOutputStream gzip = new Quick(out)) {
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(block);
            }
        }
        return out.toByteArray();
    }

    private static final class Quick extends GZIPOutputStream {
        Quick(ByteArrayOutputStream out) throws IOException {
            super(out, 1024 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    @Test
    void unpack_shouldRefuse_aSecondMember_andAnythingAfterTheEnd() {
        byte[] good = Gzip.pack(WORDS);

        refused(joined(good, good), "follows the end");
        refused(joined(good, new byte[] {0}), "follows the end");
        refused(joined(good, "trailing".getBytes(StandardCharsets.UTF_8)), "follows the end");
    }

    @Test
    void unpack_shouldRefuse_whatIsCut() {
        byte[] good = Gzip.pack(WORDS);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> Gzip.unpack(cut));
        }
    }

    /** A time and a system stand in the header, and unused bits at the end, which say nothing of the content. */
    @Test
    void unpack_shouldNeverGiveAnythingElse_whicheverBitIsFlipped() {
        byte[] good = Gzip.pack(WORDS);
        int refused = 0;
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(Gzip.unpack(flipped)).as("bit " + bit).isEqualTo(WORDS);
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(8 * (good.length - 8));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void refused(byte[] packed, String words) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Gzip.unpack(packed))
                .withMessageContaining(words);
    }
}
