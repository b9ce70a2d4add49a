package dev.cairn.core.json;

import java.io.CharArrayReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Bytes as UTF-8 and nothing else. Jackson would guess UTF-16 and UTF-32, pass over a byte order mark, and take
 * characters that are written in more bytes than they need.
 */
final class Utf8 {
    private static final byte NEVER_IN_UTF_8 = (byte) 0xFF;

    private Utf8() {}

    static Reader reader(byte[] bytes) {
        if (bytes.length > Bounds.MAX_DOCUMENT) {
            throw new StreamConstraintsException("Document length (" + bytes.length
                    + " bytes) exceeds the maximum allowed (" + Bounds.MAX_DOCUMENT + ")");
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return new CharArrayReader(text.array(), 0, text.length());
        } catch (CharacterCodingException e) {
            throw new StreamReadException(null, "Invalid UTF-8", e);
        }
    }

    /**
     * The text's bytes for a hash. One that holds half of a surrogate pair has no UTF-8; it gets bytes that no other
     * text has, where {@code getBytes} would give those of a question mark.
     */
    static byte[] distinct(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            ByteBuffer marked = ByteBuffer.allocate(2 * text.length() + 1).put(NEVER_IN_UTF_8);
            marked.asCharBuffer().put(text);
            return marked.array();
        }
    }
}
