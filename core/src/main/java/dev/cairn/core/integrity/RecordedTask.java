package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.SegmentCodec;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Digest;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.port.BlobStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a run was to do, drawn from whatever segment of its log can still be read. */
final class RecordedTask {
    private static final int PAGE = 1_000;

    private final BlobStore blobs;
    private final Formats formats;

    RecordedTask(BlobStore blobs, Formats formats) {
        this.blobs = blobs;
        this.formats = formats;
    }

    /** In full if the segment that holds it can be read; otherwise the beginning of it that the index keeps. */
    String of(RunRecord run) {
        List<Entry> tasks = new ArrayList<>();
        String folder = run.run().prefix() + "segments/";
        List<BlobStore.Stored> page = List.of();
        do {
            page = blobs.list(folder, page.isEmpty() ? null : page.getLast().key(), PAGE);
            page.forEach(segment -> tasks.addAll(tasks(segment.key())));
        } while (page.size() == PAGE);
        return tasks.stream()
                .max(Comparator.comparingLong(Entry::ordinal))
                .map(Entry::text)
                .orElse(run.task());
    }

    private List<Entry> tasks(String key) {
        try {
            Optional<byte[]> bytes = blobs.get(key);
            if (bytes.isEmpty() || !key.contains(Digest.hex(bytes.get()))) {
                return List.of();
            }
            return SegmentCodec.read(formats, key, bytes.get()).stream()
                    .filter(entry -> entry.kind() == EntryKind.TASK)
                    .toList();
        } catch (BrokenObjectException | NewerFormatException unreadable) {
            return List.of();
        }
    }
}
