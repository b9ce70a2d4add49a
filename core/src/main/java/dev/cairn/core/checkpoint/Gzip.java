package dev.cairn.core.checkpoint;

import dev.cairn.core.json.Bounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * gzip in memory, in the one form that we write: one member, a header without extras, nothing after the end. What is
 * read may not unfold beyond bounds, and what is written keeps within them.
 */
final class Gzip {
    /** No object of ours unfolds to more than this. */
    static final int MAX_BYTES = Bounds.MAX_DOCUMENT;

    /** Words unfold 3 to 20 times; deflate's own limit is about 1,000. */
    static final int MAX_RATIO = 200;

    private static final int FREE_OF_RATIO = 64 * 1024;
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int BUFFER = 16 * 1024;

    /** Its magic number, deflate, no flags, no time, no extra flags, an unknown system. */
    private static final byte[] OURS = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private Gzip() {}

    /**
     * What repeats itself so often that its ratio would be refused (a model that stutters) is stored as it is.
     *
     * @throws IllegalArgumentException if there are more bytes than {@link #MAX_BYTES}: they could not be read again
     */
    static byte[] pack(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an object of " + bytes.length + " bytes is longer than the " + MAX_BYTES + " that can be kept");
        }
        byte[] packed = pack(bytes, Deflater.DEFAULT_COMPRESSION);
        return bytes.length > most(packed.length) ? pack(bytes, Deflater.NO_COMPRESSION) : packed;
    }

    private static byte[] pack(byte[] bytes, int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
            out.writeBytes(OURS);
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            out.writeBytes(trailer(bytes));
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** @throws IOException if the bytes are no such gzip, or unfold beyond the bounds */
    static byte[] unpack(byte[] packed) throws IOException {
        int end = packed.length - TRAILER;
        if (end < HEADER
                || packed[0] != OURS[0]
                || packed[1] != OURS[1]
                || packed[2] != OURS[2]
                || packed[3] != OURS[3]) {
            throw new IOException("it does not begin like a gzip of Cairn's");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed, HEADER, end - HEADER);
            byte[] bytes = unfold(inflater, most(packed.length));
            if (inflater.getRemaining() > 0) {
                throw new IOException("something follows the end of the gzip");
            }
            if (!ByteBuffer.wrap(packed, end, TRAILER).equals(ByteBuffer.wrap(trailer(bytes)))) {
                throw new IOException("its check sum or its length is wrong");
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IOException("it is no gzip", e);
        } finally {
            inflater.end();
        }
    }

    private static byte[] unfold(Inflater inflater, long most) throws DataFormatException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
        byte[] buffer = new byte[BUFFER];
        while (!inflater.finished()) {
            int count = inflater.inflate(buffer);
            if (count == 0 && !inflater.finished()) {
                throw new IOException("it ends too early");
            }
            if (out.size() + (long) count > most) {
                throw new IOException("it unfolds to more than " + most + " bytes");
            }
            out.write(buffer, 0, count);
        }
        return out.toByteArray();
    }

    private static long most(int packed) {
        return Math.min(MAX_BYTES, Math.max(FREE_OF_RATIO, (long) packed * MAX_RATIO));
    }

    private static byte[] trailer(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return ByteBuffer.allocate(TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) sum.getValue())
                .putInt(bytes.length)
                .array();
    }
}
