package dev.cairn.local.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files that are written whole before they get their name. They lie in a folder of their own, whose name no key can
 * have. Their names begin with the process that writes them and never come twice: a draft whose writer was killed may
 * be the same file as a finished object, and must never be opened for writing again.
 */
final class Drafts {
    private static final String FOLDER = ".tmp";
    private static final Duration NO_WRITER_TAKES_THIS_LONG = Duration.ofHours(1);
    private static final int SLICE = 256 * 1024;

    private final Path folder;
    private final Durability durability;
    private final String writer = ProcessHandle.current().pid() + "-" + UUID.randomUUID() + "-";
    private final AtomicLong count = new AtomicLong();

    Drafts(Path root, Durability durability) {
        this.folder = root.resolve(FOLDER);
        this.durability = durability;
    }

    /** Removes what killed writers left; what a living process is writing stays. */
    void open() throws IOException {
        Folders.createPrivate(folder);
        Instant old = Instant.now().minus(NO_WRITER_TAKES_THIS_LONG);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder)) {
            for (Path draft : drafts) {
                if (isLeftover(draft, old)) {
                    Files.deleteIfExists(draft);
                }
            }
        }
    }

    private static boolean isLeftover(Path draft, Instant old) throws IOException {
        String name = String.valueOf(draft.getFileName());
        int dash = name.indexOf('-');
        if (dash > 0 && name.substring(0, dash).matches("[0-9]{1,18}")) {
            long pid = Long.parseLong(name.substring(0, dash));
            if (ProcessHandle.of(pid).isEmpty()) {
                return true;
            }
        }
        try {
            return Files.getLastModifiedTime(draft).toInstant().isBefore(old);
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        }
    }

    /** A new file with these bytes, safe on the disk if it must be. */
    Path write(byte[] bytes) throws IOException {
        Path draft = folder.resolve(writer + count.incrementAndGet());
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int at = 0; at < bytes.length; ) {
                // In slices, since a channel keeps a native buffer as large as the largest write of its thread.
                at += channel.write(ByteBuffer.wrap(bytes, at, Math.min(SLICE, bytes.length - at)));
            }
            if (durability == Durability.FSYNC) {
                channel.force(false);
            }
        } catch (IOException e) {
            discard(draft, e);
            throw e;
        }
        return draft;
    }

    private static void discard(Path draft, IOException why) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
