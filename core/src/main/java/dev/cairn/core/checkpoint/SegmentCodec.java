package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Segments to bytes and back: gzipped, one entry a line. */
final class SegmentCodec {
    private SegmentCodec() {}

    /** One entry a line, as they are before they are packed. */
    static byte[] lines(List<Entry> entries) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            lines.writeBytes(Json.bytes(entry));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    static byte[] write(byte[] lines) {
        return Gzip.pack(lines);
    }

    /** @throws BrokenObjectException if the bytes are no segment */
    static List<Entry> read(String key, byte[] bytes) {
        try {
            String lines = new String(Gzip.unpack(bytes), StandardCharsets.UTF_8);
            List<Entry> entries = new ArrayList<>();
            int at = 0;
            while (at < lines.length()) {
                int end = lines.indexOf('\n', at);
                if (end < 0) {
                    throw new BrokenObjectException(key, "ends in the middle of an entry");
                }
                entries.add(Json.read(lines.substring(at, end), Entry.class));
                at = end + 1;
            }
            return List.copyOf(entries);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new BrokenObjectException(key, "is no readable segment of a log", e);
        }
    }
}
