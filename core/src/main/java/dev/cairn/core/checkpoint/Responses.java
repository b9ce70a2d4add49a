package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.format.Stored;
import dev.cairn.core.json.Digest;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.RunKey;
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

    /** @return the hash to record */
    public String put(RunKey run, Response response) {
        byte[] bytes = Gzip.pack(formats.write(Stored.RESPONSE, response));
        String hash = Digest.hex(bytes);
        blobs.putIfAbsent(Keys.response(run, hash), bytes);
        return hash;
    }

    /** @throws BrokenObjectException if it is missing or damaged */
    public Response get(RunKey run, String hash) {
        String key = Keys.response(run, hash);
        byte[] bytes = Verified.get(blobs, key, hash);
        try {
            return formats.read(Stored.RESPONSE, key, Gzip.unpack(bytes), Response.class);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new BrokenObjectException(key, "is no readable response", e);
        }
    }
}
