package dev.cairn.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that holds everything.
 *
 * @param path absolute
 */
record DataFolder(Path path) {
    /**
     * Makes the folder, for its owner alone, if it is not there.
     *
     * @throws LocalStartException if it cannot be made, is no folder or cannot be written
     */
    static DataFolder open(Path given) {
        Path path = given.toAbsolutePath().normalize();
        for (Path part = path; part != null; part = part.getParent()) {
            if (Files.exists(part) && !Files.isDirectory(part)) {
                throw new LocalStartException(part + " is not a folder; choose another with --data, or move it away.");
            }
        }
        try {
            Files.createDirectories(path, privately(path));
            // Rights alone do not tell: the disk may be read-only, or we may be root.
            Files.delete(Files.createTempFile(path, "writable", ".tmp"));
            return new DataFolder(path);
        } catch (IOException e) {
            throw new LocalStartException(
                    "The data folder " + path + " cannot be written: " + why(e)
                            + ". Give yourself the right to write there, or choose another folder with --data.",
                    e);
        }
    }

    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private static FileAttribute<?>[] privately(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    Path objects() {
        return path.resolve("objects");
    }

    Path index() {
        return path.resolve("index.db");
    }

    Path secret() {
        return path.resolve("secret");
    }

    Path log() {
        return path.resolve("log");
    }
}
