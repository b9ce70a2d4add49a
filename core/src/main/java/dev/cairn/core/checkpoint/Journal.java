package dev.cairn.core.checkpoint;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.format.Stored;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The completed calls of one step that is under way, so that a step that is done again repeats none of them. Its last
 * call is not here: the manifest is the journal of that.
 */
public final class Journal {
    private static final int PAGE = 1000;

    private final BlobStore blobs;
    private final RunKey run;
    private final CheckpointId making;
    private final List<String> damaged = new ArrayList<>();
    private final Formats formats;
    private int length = Integer.MAX_VALUE;
    private Storage storage = Storage.ZERO;

    /** @param making the checkpoint that the step is making */
    public Journal(BlobStore blobs, RunKey run, CheckpointId making, Formats formats) {
        this.blobs = blobs;
        this.run = run;
        this.making = making;
        this.formats = formats;
    }

    /** What was journaled as the call with this ordinal, if it was the same call. If it was another, the rest goes. */
    public Optional<JournalEntry> read(int ordinal, String hash) {
        if (ordinal >= length) {
            return Optional.empty();
        }
        String key = Keys.journal(run, making, ordinal);
        Optional<byte[]> bytes = blobs.get(key);
        Optional<JournalEntry> readable = bytes.flatMap(found -> parse(formats, key, found));
        if (bytes.isPresent() && readable.isEmpty()) {
            damaged.add(key);
            Immutable.quarantine(blobs, run, key, bytes.get());
        }
        Optional<JournalEntry> entry =
                readable.filter(found -> found.call().hash().equals(hash));
        if (entry.isPresent()) {
            count(bytes.get());
            return entry;
        }
        if (bytes.isPresent()) {
            discardFrom(ordinal);
        }
        length = ordinal;
        return entry;
    }

    /** The keys of entries that could not be read; they lie in quarantine, and their calls are made again. */
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    /** What is kept of this step's calls, as far as they were read or written here. */
    public Storage storage() {
        return storage;
    }

    /** What is kept of the calls of the step that makes this checkpoint. */
    public static Storage stored(BlobStore blobs, RunKey run, CheckpointId making) {
        Storage stored = Storage.ZERO;
        String folder = Keys.journalOf(run, making);
        List<BlobStore.Stored> page = List.of();
        do {
            page = blobs.list(folder, page.isEmpty() ? null : page.getLast().key(), PAGE);
            for (BlobStore.Stored entry : page) {
                stored = stored.plus(new Storage(entry.bytes(), 1));
            }
        } while (page.size() == PAGE);
        return stored;
    }

    private void count(byte[] bytes) {
        storage = storage.plus(new Storage(bytes.length, 1));
    }

    /** Keeps a completed call. If somebody kept theirs first, theirs is the one to go on with. */
    public JournalEntry write(int ordinal, JournalEntry mine) {
        String key = Keys.journal(run, making, ordinal);
        byte[] bytes = Gzip.pack(formats.write(Stored.JOURNAL_ENTRY, mine));
        if (ReadingBack.put(blobs, key, bytes) == BlobStore.Put.CREATED) {
            count(bytes);
            return mine;
        }
        Optional<byte[]> stands = blobs.get(key);
        JournalEntry theirs = stands.flatMap(found -> parse(formats, key, found))
                .orElseThrow(() -> new StoreException("The journal entry " + key
                        + " was there when it was to be put and cannot be read; try the step again."));
        if (!theirs.call().hash().equals(mine.call().hash())) {
            throw new StoreException("The journal entry " + key
                    + " belongs to another call: another attempt at this step is under way; try the step again.");
        }
        count(stands.get());
        return theirs;
    }

    private void discardFrom(int ordinal) {
        String after = ordinal == 0 ? null : Keys.journal(run, making, ordinal - 1);
        List<BlobStore.Stored> stale;
        do {
            stale = blobs.list(Keys.journalOf(run, making), after, PAGE);
            stale.forEach(entry -> blobs.delete(entry.key()));
        } while (stale.size() == PAGE);
    }

    /** The entry that these bytes are; empty if they are none. */
    public static Optional<JournalEntry> parse(Formats formats, String key, byte[] bytes) {
        try {
            return Optional.of(formats.read(Stored.JOURNAL_ENTRY, key, Gzip.unpack(bytes), JournalEntry.class));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            // A torn or foreign entry is no evidence of a call: the call is made again and the entry replaced.
            return Optional.empty();
        }
    }
}
