package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.format.Stored;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Segments to bytes and back: gzipped, a line that says the format, then one entry a line. */
public final class SegmentCodec {
    private SegmentCodec() {}

    /** One entry a line, as they stand below the header before they are packed. */
    static byte[] lines(Formats formats, List<Entry> entries) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            lines.writeBytes(formats.writeBelowHeader(Stored.ENTRY, entry));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    /** @param lines the entries, each on its line */
    static byte[] write(Formats formats, byte[] lines) {
        ByteArrayOutputStream document = new ByteArrayOutputStream(lines.length + 64);
        document.writeBytes(Json.bytes(formats.header()));
        document.write('\n');
        document.writeBytes(lines);
        return Gzip.pack(document.toByteArray());
    }

    /**
     * @throws BrokenObjectException if the bytes are no segment
     * @throws NewerFormatException if a newer Cairn wrote them
     */
    public static List<Entry> read(Formats formats, String key, byte[] bytes) {
        try {
            byte[] lines = Gzip.unpack(bytes);
            int at = endOfLine(key, lines, 0);
            int format = formats.format(key, Json.tree(Arrays.copyOf(lines, at)));
            List<Entry> entries = new ArrayList<>();
            while (++at < lines.length) {
                int end = endOfLine(key, lines, at);
                entries.add(
                        formats.readBelowHeader(Stored.ENTRY, format, Arrays.copyOfRange(lines, at, end), Entry.class));
                at = end;
            }
            return List.copyOf(entries);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new BrokenObjectException(key, "is no readable segment of a log", e);
        }
    }

    private static int endOfLine(String key, byte[] lines, int from) {
        for (int at = from; at < lines.length; at++) {
            if (lines[at] == '\n') {
                return at;
            }
        }
        throw new BrokenObjectException(key, "ends in the middle of a line");
    }
}
