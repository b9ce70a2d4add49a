package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.format.Stored;
import java.io.IOException;
import tools.jackson.core.JacksonException;

/** Manifests to bytes and back: gzipped JSON, with the format first looked at. */
public final class ManifestCodec {
    private ManifestCodec() {}

    static byte[] write(Formats formats, Manifest manifest) {
        return Gzip.pack(formats.write(Stored.MANIFEST, manifest));
    }

    /**
     * @throws BrokenObjectException if the bytes are no manifest
     * @throws NewerFormatException if a newer Cairn wrote them
     */
    public static Manifest read(Formats formats, String key, byte[] bytes) {
        try {
            return formats.read(Stored.MANIFEST, key, Gzip.unpack(bytes), Manifest.class);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new BrokenObjectException(key, "is no readable checkpoint", e);
        }
    }
}
