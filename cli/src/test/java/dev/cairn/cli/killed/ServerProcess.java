package dev.cairn.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code cairn local} as people start it: the launcher, which becomes the server's own process. */
final class ServerProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final Process process;
    private final CompletableFuture<@Nullable String> firstLine = new CompletableFuture<>();
    private final Path errors;

    private ServerProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        Thread.ofVirtual().start(this::readFirstLine);
    }

    /** @param javaOptions of the server's virtual machine */
    static ServerProcess start(Path data, PaidModel model, String javaOptions) {
        try {
            Path errors = Files.createTempFile(Files.createDirectories(Path.of("target", "servers")), "", ".err");
            Path root = Path.of(System.getProperty("cairn.root", ".."));
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            "/bin/sh",
                            root.resolve("cairn").toString(),
                            "local",
                            "--port",
                            "0",
                            "--sfn-port",
                            "0",
                            "--data",
                            data.toString(),
                            "--json"))
                    .redirectError(errors.toFile());
            builder.environment().put("OPENAI_BASE_URL", model.baseUrl());
            builder.environment().put("OPENAI_API_KEY", "none");
            builder.environment().put("CAIRN_JAVA_OPTS", javaOptions);
            return new ServerProcess(builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readFirstLine() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            firstLine.complete(out.readLine());
        } catch (IOException e) {
            firstLine.completeExceptionally(e);
        }
    }

    /** Where its API answers; empty if the process ended first. */
    Optional<URI> ready() throws InterruptedException {
        try {
            return Optional.ofNullable(firstLine.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS))
                    .map(line -> URI.create(Json.tree(line).path("api").asString()));
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("cairn local did not start; it said: " + errors(), e);
        }
    }

    /** Lets it live so long, then kills it as a power failure of the process would. */
    void killAfter(Duration life) throws InterruptedException {
        assertThat(process.waitFor(life.toNanos(), TimeUnit.NANOSECONDS))
                .as("the server ended by itself, saying: %s", errors())
                .isFalse();
        process.destroyForcibly();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    }

    /** Asks it to end, as Ctrl-C does. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES))
                .as("it ends when asked to")
                .isTrue();
    }

    /** True when it has ended. */
    CompletableFuture<Boolean> onExit() {
        return process.onExit().thenApply(_ -> true);
    }

    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever the test found, no server is left behind. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }
}
