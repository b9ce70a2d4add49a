package dev.cairn.core.index;

import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.format.Formats;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;

/** Records to the JSON that an index store keeps, and back. */
public final class RecordCodec {
    public static final RecordCodec RELEASED = new RecordCodec(Formats.RELEASED);

    private final Formats formats;

    public RecordCodec(Formats formats) {
        this.formats = formats;
    }

    public String write(IndexRecord record) {
        return new String(formats.write(record.key().kind().stored(), record), StandardCharsets.UTF_8);
    }

    /**
     * @param of whose record it is, for messages
     * @throws JacksonException if the text is no such record
     * @throws NewerFormatException if a newer Cairn wrote it
     */
    public <T extends IndexRecord> T read(RecordKind<T> kind, Object of, String text) {
        return formats.read(kind.stored(), kind.word() + " record of " + of, text, kind.type());
    }
}
