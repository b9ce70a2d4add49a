package dev.cairn.core.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("gzip in memory failed", e);
        }
        return out.toByteArray();
    }

    /** @throws IOException if the bytes are no gzip, or unfold beyond the bounds */
    static byte[] unpack(byte[] packed) throws IOException {
        long most = Math.min(MAX_BYTES, Math.max(FREE_OF_RATIO, (long) packed.length * MAX_RATIO));
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = gzip.readNBytes((int) most + 1);
            if (bytes.length > most) {
                throw new IOException("it unfolds to more than " + most + " bytes");
            }
            return bytes;
        }
    }
}
