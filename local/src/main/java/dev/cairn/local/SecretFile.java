package dev.cairn.local;

import dev.cairn.core.error.StoreException;
import dev.cairn.functions.secret.InstallationSecret;
import dev.cairn.functions.secret.UnusableSecretException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** The secret of a data folder: a file for its owner alone, made once and never written again. */
final class SecretFile {
    private SecretFile() {}

    /**
     * Makes the secret if there is none; one that is there must be usable.
     *
     * @throws LocalStartException if it cannot be made or is not usable
     */
    static void require(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            of(file);
        } catch (IOException e) {
            throw new LocalStartException(
                    "The secret " + file + " cannot be read or made: " + e.getMessage()
                            + ". Give yourself the right to read it.",
                    e);
        } catch (UnusableSecretException e) {
            throw new LocalStartException(
                    e.getMessage()
                            + " Or delete the file, and another is made: approval links that were given out stop working,"
                            + " and nothing else is lost.",
                    e);
        }
    }

    /** @throws StoreException if it cannot be read */
    static InstallationSecret read(Path file) {
        try {
            return of(file);
        } catch (IOException e) {
            throw new StoreException("The secret " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static InstallationSecret of(Path file) throws IOException {
        return InstallationSecret.of(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString());
    }

    /** Whole under its name or not at all; who comes second takes what is there. */
    private static void make(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent(), "the secret lies in the data folder");
        Path draft = Files.createTempFile(folder, "secret", ".tmp", privately(folder));
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer text =
                        ByteBuffer.wrap((InstallationSecret.generate() + "\n").getBytes(StandardCharsets.US_ASCII));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            try {
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException second) {
                return;
            }
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] privately(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
