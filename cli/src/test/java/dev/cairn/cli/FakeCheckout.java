package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A checkout with the real launcher, sources of no meaning, a {@code mvn} that counts its calls and JDKs that print
 * their arguments. The PATH holds the few POSIX tools that the launcher uses and nothing else, so that what is
 * installed on the machine is not found by accident. Its own path has a blank.
 */
final class FakeCheckout {
    private static final List<String> TOOLS =
            List.of("cat cksum dirname find mkdir mv readlink rm rmdir sed sleep sort tail".split(" "));

    final Path base;
    final Path home;
    final Path bin;
    final Path user;
    private final Map<String, String> environment = new HashMap<>();

    FakeCheckout(Path folder) throws IOException {
        base = Files.createDirectory(folder.toRealPath().resolve("some where"));
        home = Files.createDirectory(base.resolve("check out"));
        bin = Files.createDirectory(base.resolve("bin"));
        user = Files.createDirectory(base.resolve("user"));
        for (String tool : TOOLS) {
            write(bin.resolve(tool), "#!/bin/sh\nexec " + installed(tool) + " \"$@\"\n");
            executable(bin.resolve(tool));
        }
        Path launcher = home.resolve("cairn");
        Files.copy(Path.of(System.getProperty("cairn.root", ".."), "cairn"), launcher);
        executable(launcher);
        write("pom.xml", "<project/>");
        write("cli/pom.xml", "<project/>");
        write("core/src/main/java/One.java", "class One {}");
        write("core/src/main/java/Two.java", "class Two {}");
        write("statemachine/cairn.asl.json", "{}");
        maven("3.9.9", "mkdir -p cli/target/lib && echo jar >cli/target/cairn-cli.jar");
        environment.put("PATH", bin.toString());
        environment.put("HOME", user.toString());
        environment.put("CAIRN_JDK_FOLDERS", base.resolve("no jdk here").toString());
    }

    /** A `mvn` of that version, whose build does what the script says, in the folder that it is called in. */
    void maven(String version, String script) throws IOException {
        write(bin.resolve("mvn"), """
                #!/bin/sh
                case " $* " in
                *" --version "*) echo "Apache Maven %s (0123abc)"; exit 0 ;;
                esac
                echo "$JAVA_HOME" "$@" >>'%s'
                %s
                """.formatted(version, base.resolve("builds"), script));
        executable(bin.resolve("mvn"));
    }

    /** How often, and with what, the build was called. */
    List<String> builds() throws IOException {
        Path calls = base.resolve("builds");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** A JDK of that version, below the folder of this checkout; its java prints each argument on a line. */
    Path jdk(String name, String version) throws IOException {
        Path jdk = base.resolve(name);
        write(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Any\"\n");
        write(jdk.resolve("bin/java"), """
                #!/bin/sh
                printf '%s\\n' "$@"
                exit "${FAKE_EXIT:-0}"
                """);
        executable(jdk.resolve("bin/java"));
        write(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        executable(jdk.resolve("bin/javac"));
        return jdk;
    }

    FakeCheckout with(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    FakeCheckout without(String name) {
        environment.remove(name);
        return this;
    }

    void write(String file, String text) throws IOException {
        write(home.resolve(file), text);
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    static void executable(Path file) throws IOException {
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    Outcome cairn(String... arguments) throws IOException, InterruptedException {
        return run(home.resolve("cairn"), base, arguments);
    }

    /** Starts a launcher in a folder and waits for its end, at most two minutes. */
    Outcome run(Path launcher, Path folder, String... arguments) throws IOException, InterruptedException {
        return end(start(launcher, folder, arguments));
    }

    Started start(Path launcher, Path folder, String... arguments) throws IOException {
        Path out = Files.createTempFile(base, "out", ".txt");
        Path err = Files.createTempFile(base, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(launcher.toString()), Arrays.stream(arguments))
                                .toList())
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    static Outcome end(Started started) throws IOException, InterruptedException {
        if (!started.process().waitFor(2, TimeUnit.MINUTES)) {
            started.process().destroyForcibly();
            throw new AssertionError("the launcher hangs, having said: " + Files.readString(started.err()));
        }
        return new Outcome(
                started.process().exitValue(),
                Files.readString(started.out(), UTF_8),
                Files.readString(started.err(), UTF_8));
    }

    private static Path installed(String tool) {
        return Stream.of("/bin", "/usr/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no " + tool));
    }

    record Started(Process process, Path out, Path err) {}

    record Outcome(int code, String out, String err) {}
}
