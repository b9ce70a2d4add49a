package dev.cairn.local.owner;

import dev.cairn.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The ownership of a data folder: a lock that the system takes away when the process ends, however it ends, and beside
 * it a file that says where the owner is reached.
 */
public final class Owner implements AutoCloseable {
    private static final String LOCK = "owner.lock";
    private static final String INFO = "owner.json";
    private static final Duration SETTLING = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /**
     * The folders that this process owns. A lock belongs to the whole process, and to close any channel on its file
     * gives it away; so before the file is opened, one must know that it is not our own.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private Owner(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder, which must be there.
     *
     * @throws OwnedException if another has it, in this process or another
     * @throws IOException if the lock cannot be made
     */
    public static Owner take(Path data) throws IOException {
        Path folder = data.toRealPath();
        if (!OURS.add(folder)) {
            throw new OwnedException(data, read(folder));
        }
        try {
            return lock(data, folder);
        } catch (IOException | RuntimeException e) {
            OURS.remove(folder);
            throw e;
        }
    }

    private static Owner lock(Path data, Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), privately(folder));
        try {
            long patience = System.nanoTime() + SETTLING.toNanos();
            while (true) {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    // Whoever wrote it is gone.
                    Files.deleteIfExists(folder.resolve(INFO));
                    return new Owner(folder, channel, lock);
                }
                Optional<OwnerInfo> owner = read(folder);
                boolean settled =
                        owner.isPresent() && ProcessHandle.of(owner.get().pid()).isPresent();
                if (settled || System.nanoTime() > patience) {
                    throw new OwnedException(data, owner);
                }
                // It is starting or ending, or somebody only looks. There is no waiting for a lock with a time-out.
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Says where this owner is reached, readable for the same user alone. */
    public void publish(OwnerInfo info) throws IOException {
        Path draft = Files.createTempFile(folder, INFO, ".tmp", privately(folder));
        try {
            Files.write(draft, Json.bytes(info));
            try {
                Files.move(draft, folder.resolve(INFO), StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, folder.resolve(INFO), StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The owner of the folder, if a living process has it and has said where it is reached. */
    public static Optional<OwnerInfo> find(Path data) {
        if (!Files.isDirectory(data)) {
            return Optional.empty();
        }
        try {
            Path folder = data.toRealPath();
            return OURS.contains(folder) || isLocked(folder) ? read(folder) : Optional.empty();
        } catch (NoSuchFileException nothing) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not look for the owner of " + data + ": " + e.getMessage(), e);
        }
    }

    /** Shared, so that those who look do not see each other. */
    private static boolean isLocked(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.READ)) {
            FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true);
            if (shared == null) {
                return true;
            }
            shared.release();
            return false;
        }
    }

    private static Optional<OwnerInfo> read(Path folder) {
        try {
            return Optional.of(Json.read(Files.readAllBytes(folder.resolve(INFO)), OwnerInfo.class));
        } catch (IOException | JacksonException none) {
            return Optional.empty();
        }
    }

    private static FileAttribute<?>[] privately(Path folder) {
        @Nullable
        Set<PosixFilePermission> mine =
                folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? PosixFilePermissions.fromString("rw-------")
                        : null;
        return mine == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mine)};
    }

    /** Gives the folder back. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(folder.resolve(INFO));
            lock.release();
        } finally {
            channel.close();
            OURS.remove(folder);
        }
    }
}
