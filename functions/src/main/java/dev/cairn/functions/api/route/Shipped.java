package dev.cairn.functions.api.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What ships inside the jar; read when it is first asked for. */
public final class Shipped {
    private static final String PLACE = "/dev/cairn/functions/api/";

    /** The release, as the build stamped it. */
    public String version() {
        return new String(read("version.txt"), StandardCharsets.UTF_8).strip();
    }

    /** The API's description (OpenAPI 3.1, YAML, UTF-8). */
    public byte[] description() {
        return read("openapi.yaml");
    }

    private static byte[] read(String name) {
        try (InputStream in = Shipped.class.getResourceAsStream(PLACE + name)) {
            if (in == null) {
                throw new IllegalStateException(PLACE + name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(PLACE + name + " cannot be read", e);
        }
    }
}
