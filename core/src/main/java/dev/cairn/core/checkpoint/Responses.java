package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.format.Stored;
import dev.cairn.core.json.Digest;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import java.io.IOException;
import tools.jackson.core.JacksonException;

/** What people wrote, kept as objects of the run before the decision is recorded; the index holds only their hash. */
public final class Responses {
    private final BlobStore blobs;
    private final Formats formats;

    public Responses(BlobStore blobs, Formats formats) {
        this.blobs = blobs;
        this.formats = formats;
    }

    /**
     * A response that is stored.
     *
     * @param hash the hash to record
     * @param bytes its stored size
     */
    public record Kept(String hash, int bytes) {
        public Storage storage() {
            return new Storage(bytes, 1);
        }
    }

    public Kept put(RunKey run, StoredResponse response) {
        byte[] bytes = Gzip.pack(formats.write(Stored.RESPONSE, response));
        String hash = Digest.hex(bytes);
        Immutable.put(blobs, run, Keys.response(run, hash), bytes);
        return new Kept(hash, bytes.length);
    }

    /** @throws BrokenObjectException if it is missing or damaged */
    public StoredResponse get(RunKey run, String hash) {
        String key = Keys.response(run, hash);
        return read(key, Immutable.get(blobs, key, hash));
    }

    private StoredResponse read(String key, byte[] bytes) {
        try {
            return formats.read(Stored.RESPONSE, key, Gzip.unpack(bytes), StoredResponse.class);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new BrokenObjectException(key, "is no readable response", e);
        }
    }
}
