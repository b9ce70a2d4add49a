package dev.cairn.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own in memory, whose size and mood change while it is in use. Needs Linux and its root. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Skips the test where nobody may mount, and says so. */
    static SmallDisk mount(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        boolean mounted = Files.isExecutable(Path.of("/bin/mount"))
                && run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()) == 0;
        if (!mounted) {
            System.out.println("SKIPPED: a full and a read-only disk, since this user may not mount one");
        }
        assumeTrue(mounted, "this user may not mount a file system");
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    void grow(int megabytes) throws IOException {
        remount("size=" + megabytes + "m");
    }

    void readOnly() throws IOException {
        remount("ro");
    }

    void readWrite() throws IOException {
        remount("rw");
    }

    private void remount(String option) throws IOException {
        assertThat(run("mount", "-o", "remount," + option, folder.toString()))
                .as("remount with %s", option)
                .isZero();
    }

    private static int run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
    }

    @Override
    public void close() throws IOException {
        assertThat(run("umount", folder.toString())).as("umount").isZero();
    }
}
