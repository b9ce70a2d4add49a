package dev.cairn.local;

import dev.cairn.local.lambda.LogSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/** What functions log, as lines of a file: what a person need not see while nothing is wrong. */
final class FileLog implements LogSink {
    /** One file of a size that an editor opens; the one before it is kept. */
    private static final long LARGEST = 4 * 1024 * 1024;

    private final Path file;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    FileLog(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    @Override
    public void write(String function, String message) {
        lock.lock();
        try {
            if (Files.exists(file) && Files.size(file) > LARGEST) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(
                    file,
                    clock.instant() + " " + function + " " + message.strip() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write the log " + file, e);
        } finally {
            lock.unlock();
        }
    }
}
