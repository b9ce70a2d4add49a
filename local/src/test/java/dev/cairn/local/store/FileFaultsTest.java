package dev.cairn.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileFaultsTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @MethodSource("faults")
    void fault_shouldSayWhatWhereAndWhatToDo(Exception cause, String why, String remedy) {
        StoreException fault = FileFaults.fault("write the object a/b", root, cause);

        assertThat(fault)
                .hasCause(cause)
                .hasMessageStartingWith("Could not write the object a/b in " + root + ": ")
                .hasMessageContaining(why)
                .hasMessageContaining(remedy);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new IOException("No space left on device"), "disk is full", "Free some space"),
                Arguments.of(new IOException("Disk quota exceeded"), "disk is full", "Free some space"),
                Arguments.of(
                        new FileSystemException("/x/f", null, "No space left on device"), "disk is full", "Free some"),
                Arguments.of(
                        new FileSystemException("/x/f", null, "Read-only file system"),
                        "read-only",
                        "Mount it writable"),
                Arguments.of(new AccessDeniedException("/x/f"), "access to /x/f is denied", "Give yourself the right"),
                Arguments.of(
                        new FileSystemException("/x/f", "/x/g", "Operation not permitted"), "no hard links", "Choose"),
                Arguments.of(new UnsupportedOperationException(), "no hard links", "Choose a folder"),
                Arguments.of(new FileSystemException("/x/f", null, "Too many open files"), "open files", "ulimit -n"),
                Arguments.of(new NoSuchFileException("/x/f"), "NoSuchFileException", "try again"),
                Arguments.of(new IOException("Input/output error"), "Input/output error", "try again"));
    }
}
