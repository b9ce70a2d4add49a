package dev.cairn.local.store;

import dev.cairn.core.error.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/** Says for a person what a file system refused, where, and what to do about it. */
final class FileFaults {
    private static final long HARDLY_ANYTHING = 64 * 1024;

    private FileFaults() {}

    /**
     * @param doing what was tried, for example {@code write the object a/b}
     * @param root the folder that the store was given
     */
    static StoreException fault(String doing, Path root, Exception cause) {
        return new StoreException("Could not " + doing + " in " + root + ": " + why(root, cause), cause);
    }

    private static String why(Path root, Exception cause) {
        String said = said(cause);
        if (said.contains("No space left") || said.contains("quota exceeded")) {
            return "the disk is full. Free some space and try again; nothing was half-written.";
        }
        if (said.contains("Read-only file system") || cause instanceof ReadOnlyFileSystemException) {
            return "it is on a read-only file system. Mount it writable, or choose another folder.";
        }
        if (cause instanceof AccessDeniedException) {
            return "access to " + file(cause, root) + " is denied. Give yourself the right to write there, or choose"
                    + " another folder.";
        }
        if (cause instanceof NotDirectoryException
                || said.contains("Not a directory")
                || cause instanceof java.nio.file.FileAlreadyExistsException) {
            return "a file stands where a folder must be: " + file(cause, root) + ". Move it away, or choose another"
                    + " folder.";
        }
        if (said.contains("Is a directory")) {
            return "a folder stands where a file must be: " + file(cause, root) + ". Move it away.";
        }
        if (cause instanceof NoSuchFileException && !Files.isDirectory(root)) {
            return "the folder is gone. Bring it back, or choose another folder; it is not taken for an empty one.";
        }
        if (cause instanceof UnsupportedOperationException || said.contains("Operation not permitted")) {
            return "its file system makes no hard links. Choose a folder on a local file system that does.";
        }
        if (said.contains("Too many open files")) {
            return "the process has too many open files. Raise the limit (ulimit -n) and try again.";
        }
        return (said.isEmpty() ? cause.getClass().getSimpleName() : said) + full(root);
    }

    /** The system's words may come in any language; how much space is left does not. */
    private static String full(Path root) {
        try {
            return Files.getFileStore(root).getUsableSpace() < HARDLY_ANYTHING
                    ? ". The disk is full: free some space and try again."
                    : ". Mend that and try again.";
        } catch (IOException e) {
            return ". Mend that and try again.";
        }
    }

    private static String said(Exception cause) {
        String said = cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
        return said == null ? "" : said;
    }

    private static String file(Exception cause, Path root) {
        String file = cause instanceof FileSystemException named ? named.getFile() : null;
        return file == null ? root.toString() : file;
    }
}
