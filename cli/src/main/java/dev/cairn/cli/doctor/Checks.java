package dev.cairn.cli.doctor;

import dev.cairn.cli.env.Environment;
import dev.cairn.cli.follow.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What can be found out without a server. Keys are named, never shown. */
public final class Checks {
    private static final int JDK = 25;
    private static final long LITTLE = 500_000_000;
    private static final List<String> KEYS = List.of(
            "OPENAI_API_KEY",
            "OPENAI_BASE_URL",
            "ANTHROPIC_API_KEY",
            "ANTHROPIC_BASE_URL",
            "AWS_PROFILE",
            "AWS_ACCESS_KEY_ID");

    private Checks() {}

    public static Finding jdk() {
        String version = Runtime.version() + " (" + System.getProperty("java.home") + ")";
        return Runtime.version().feature() >= JDK
                ? Finding.ok("java", version)
                : Finding.fail("java", version, "install a JDK " + JDK + " and point JAVA_HOME at it");
    }

    /** Tries it: permissions alone do not tell (a full disk, a read-only mount). */
    public static Finding writable(Path data) {
        Path nearest = data;
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (nearest == null || !Files.isDirectory(nearest)) {
            return Finding.fail("folder", data + " is not a folder", "name another with --data");
        }
        try {
            Files.delete(Files.createTempFile(nearest, ".cairn-doctor-", ".tmp"));
        } catch (IOException e) {
            return Finding.fail(
                    "folder", nearest + " cannot be written (" + e.getMessage() + ")", "name another with --data");
        }
        return Finding.ok("folder", data + (Files.exists(data) ? "" : " (made by the first run)"));
    }

    public static Finding space(Path data) {
        try {
            Path nearest = data;
            while (nearest.getParent() != null && !Files.exists(nearest)) {
                nearest = nearest.getParent();
            }
            long free = Files.getFileStore(nearest).getUsableSpace();
            String told = Amounts.bytes(free) + " free";
            return free >= LITTLE
                    ? Finding.ok("space", told)
                    : Finding.warn(
                            "space", told, "delete runs that are no longer needed: cairn list, cairn delete RUN");
        } catch (IOException e) {
            return Finding.warn("space", "not known (" + e.getMessage() + ")", "look at the disk yourself");
        }
    }

    public static Finding keys(Environment environment) {
        List<String> set = KEYS.stream().filter(environment::has).toList();
        return set.isEmpty()
                ? Finding.warn(
                        "keys",
                        "no model key is set; rehearsals work without",
                        "set OPENAI_API_KEY (or OPENAI_BASE_URL for a server of your own), here or in .env")
                : Finding.ok("keys", String.join(", ", set) + " set");
    }
}
