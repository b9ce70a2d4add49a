package dev.cairn.local.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A file or a folder that takes no writes for a while: by its rights; where these do not bind us, since we are root, by
 * being immutable.
 */
public final class ReadOnly {
    private final Path path;
    private final Set<PosixFilePermission> before;
    private final boolean immutable;

    private ReadOnly(Path path, Set<PosixFilePermission> before, boolean immutable) {
        this.path = path;
        this.before = before;
        this.immutable = immutable;
    }

    /**
     * Does something while it takes no writes, and gives what came of it. Skips the test where that cannot be had, and
     * says so.
     */
    public static <T> T during(List<Path> paths, Callable<T> deed) throws Exception {
        Deque<ReadOnly> locked = new ArrayDeque<>();
        try {
            for (Path path : paths) {
                locked.push(make(path));
            }
            return deed.call();
        } finally {
            for (ReadOnly one : locked) {
                one.end();
            }
        }
    }

    /** What a transaction has to write besides the index itself: its journal, and the folder to make one in. */
    public static List<Path> journalOf(Path index) {
        return List.of(
                index.resolveSibling(index.getFileName() + "-journal"),
                index.toAbsolutePath().getParent());
    }

    private static ReadOnly make(Path path) throws IOException {
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(path);
        Set<PosixFilePermission> reading = EnumSet.copyOf(before);
        reading.removeAll(Set.of(
                PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
        Files.setPosixFilePermissions(path, reading);
        if (!Files.isWritable(path)) {
            return new ReadOnly(path, before, false);
        }
        Files.setPosixFilePermissions(path, before);
        boolean immutable = Files.isExecutable(Path.of("/usr/bin/chattr")) && run("chattr", "+i", path.toString()) == 0;
        if (!immutable) {
            System.out.println("SKIPPED: " + path + " that takes no writes, since it cannot be made so");
        }
        assumeTrue(immutable, "this user cannot make anything read-only");
        return new ReadOnly(path, before, true);
    }

    private static int run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
    }

    private void end() throws IOException {
        if (immutable && run("chattr", "-i", path.toString()) != 0) {
            throw new IOException(path + " stays immutable");
        }
        Files.setPosixFilePermissions(path, before);
    }
}
