package dev.cairn.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An SQLite file with its journal, which belong together: a journal that is left beside another file would be rolled
 * back into that.
 */
record IndexFile(Path path) {
    private Path journal() {
        return beside(path);
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + "-journal");
    }

    void delete() throws IOException {
        Files.deleteIfExists(journal());
        Files.deleteIfExists(path);
    }

    /** The journal first: broken off between the two, no file has another's. */
    void moveTo(Path target) throws IOException {
        if (Files.exists(journal())) {
            Files.move(journal(), beside(target), StandardCopyOption.ATOMIC_MOVE);
        }
        if (Files.exists(path)) {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
