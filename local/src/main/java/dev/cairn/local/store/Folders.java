package dev.cairn.local.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the folders of a store, and sees to it that they outlive the machine. A folder is fsynced in its parent the
 * first time this process uses it, even if it is there already: who made it may have died before doing so.
 */
final class Folders {
    private static final int REMEMBERED = 10_000;

    private final Path root;
    private final Durability durability;
    private final Set<Path> safe = ConcurrentHashMap.newKeySet();

    Folders(Path root, Durability durability) {
        this.root = root;
        this.durability = durability;
    }

    /** Makes a folder and its parents for their owner alone, if they are not there. */
    static void createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(folder, mode);
    }

    /** Makes what is missing between the root and this folder. */
    void create(Path folder) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(root.toString());
        }
        Files.createDirectories(folder);
        for (Path at = folder; !at.equals(root); at = parent(at)) {
            safe.remove(at);
        }
    }

    /** Before a name is put into a folder: the folder itself must be safe. Throws if it is not there. */
    void settle(Path folder) throws IOException {
        if (durability == Durability.NONE || folder.equals(root) || safe.contains(folder)) {
            return;
        }
        Path parent = parent(folder);
        settle(parent);
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        sync(parent);
        if (safe.size() >= REMEMBERED) {
            safe.clear();
        }
        safe.add(folder);
    }

    /** After a name was put into a folder or taken from it. A folder that is gone had nothing left to keep. */
    void sync(Path folder) throws IOException {
        if (durability == Durability.FSYNC) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (NoSuchFileException e) {
                if (!Files.isDirectory(root)) {
                    throw e;
                }
            }
        }
    }

    /** Removes a folder and its parents as long as they are empty. */
    void prune(Path folder) throws IOException {
        for (Path at = folder; !at.equals(root); at = parent(at)) {
            safe.remove(at);
            try {
                Files.deleteIfExists(at);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    private static Path parent(Path folder) {
        return Objects.requireNonNull(folder.getParent(), "a folder below the root has a parent");
    }
}
