package dev.cairn.core.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** gzip in memory; what is read may not unfold beyond bounds. */
final class Gzip {
    /** No object of ours unfolds to more than this. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    /** Words unfold 3 to 20 times; deflate's own limit is about 1,000. */
    static final int MAX_RATIO = 200;

    private static final int FREE_OF_RATIO = 64 * 1024;

    private Gzip() {}

    /**
     * What is packed can be unpacked: words that repeat themselves so much that they would unfold beyond the ratio are
     * stored as they are.
     *
     * @throws IllegalArgumentException if there are more bytes than {@link #MAX_BYTES}
     */
    static byte[] pack(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an object of " + bytes.length + " bytes is longer than the " + MAX_BYTES + " that can be kept");
        }
        byte[] packed = pack(bytes, Deflater.DEFAULT_COMPRESSION);
        return bytes.length <= most(packed) ? packed : pack(bytes, Deflater.NO_COMPRESSION);
    }

    private static byte[] pack(byte[] bytes, int level) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream gzip = new Leveled(out, level)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("gzip in memory failed", e);
        }
        return out.toByteArray();
    }

    /** @throws IOException if the bytes are no gzip, or unfold beyond the bounds */
    static byte[] unpack(byte[] packed) throws IOException {
        long most = most(packed);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = gzip.readNBytes((int) most + 1);
            if (bytes.length > most) {
                throw new IOException("it unfolds to more than " + most + " bytes");
            }
            return bytes;
        }
    }

    private static long most(byte[] packed) {
        return Math.min(MAX_BYTES, Math.max(FREE_OF_RATIO, (long) packed.length * MAX_RATIO));
    }

    private static final class Leveled extends GZIPOutputStream {
        Leveled(OutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }
}
