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
public final class SegmentCodec {
    private SegmentCodec() {}

    static byte[] write(List<Entry> entries) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            lines.writeBytes(Json.bytes(entry));
            lines.write('\n');
        }
        return Gzip.pack(lines.toByteArray());
    }

    /** @throws BrokenObjectException if the bytes are no segment */
    public static List<Entry> read(String key, byte[] bytes) {
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
