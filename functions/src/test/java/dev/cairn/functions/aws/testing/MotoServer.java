package dev.cairn.functions.aws.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** moto's server in a process of its own, which ends with this JVM. */
final class MotoServer {
    private static final String COMMAND = "moto_server";
    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:[0-9]+)");
    private static final long START_SECONDS = 300;

    private MotoServer() {}

    /** Started on a port that it chooses itself, if it is on the PATH. */
    static @Nullable AwsServer start() {
        Optional<Path> command = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(folder -> Path.of(folder, COMMAND))
                .filter(Files::isExecutable)
                .findFirst();
        return command.isEmpty() ? null : start(command.get());
    }

    private static AwsServer start(Path command) {
        try {
            Process process = new ProcessBuilder(command.toString(), "-H", "127.0.0.1", "-p", "0")
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }));
            CompletableFuture<URI> address = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name("moto").start(() -> follow(process, address));
            URI upstream = address.get(START_SECONDS, TimeUnit.SECONDS);
            ReentrantLock turn = new ReentrantLock(true);
            // Its conditions and transactions are not atomic beside other requests, so it gets one at a time.
            return new AwsServer(upstream, new Wire(upstream, turn, Faults.NONE).address(), turn);
        } catch (IOException e) {
            throw new UncheckedIOException(COMMAND + " could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(COMMAND + " did not say within a minute where it runs", e);
        }
    }

    /** Reads all that it says, or it would stop when nobody does; it logs a line for every request. */
    private static void follow(Process process, CompletableFuture<URI> address) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!address.isDone()) {
                    said.append(line).append('\n');
                    Matcher running = RUNNING.matcher(line);
                    if (running.find()) {
                        address.complete(URI.create(running.group(1)));
                    }
                }
            }
            address.completeExceptionally(new IllegalStateException(COMMAND + " ended: " + said));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }
}
