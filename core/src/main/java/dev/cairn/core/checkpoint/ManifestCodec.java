package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.json.Json;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Manifests to bytes and back: gzipped JSON, with the format first looked at. */
public final class ManifestCodec {
    /** What this release writes. Older formats pass through upcasters; there is none yet. */
    public static final int FORMAT = 1;

    private ManifestCodec() {}

    public static byte[] write(Manifest manifest) {
        return Gzip.pack(Json.bytes(manifest));
    }

    /**
     * @throws BrokenObjectException if the bytes are no manifest
     * @throws NewerFormatException if a newer Cairn wrote them
     */
    public static Manifest read(String key, byte[] bytes) {
        try {
            JsonNode tree = Json.tree(Gzip.unpack(bytes));
            int format = tree.path("format").asInt(0);
            if (format > FORMAT) {
                throw new NewerFormatException(key, format, FORMAT);
            }
            return Json.fromTree(tree, Manifest.class);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new BrokenObjectException(key, "is no readable checkpoint", e);
        }
    }
}
