package dev.cairn.local.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files that no store of ours wrote. */
final class Planted {
    private Planted() {}

    /** Makes a file as long as this that takes no room on the disk. */
    static boolean file(Path file, long bytes) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent(), "a file has a folder"));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        return true;
    }
}
