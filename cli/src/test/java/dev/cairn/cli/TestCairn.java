package dev.cairn.cli;

import dev.cairn.cli.api.Pause;
import dev.cairn.cli.decide.Editor;
import dev.cairn.cli.env.Environment;
import dev.cairn.cli.server.OwnerAddress;
import dev.cairn.cli.server.RunningServer;
import dev.cairn.cli.server.ServeOptions;
import dev.cairn.cli.server.ServerSource;
import dev.cairn.cli.terminal.Glyphs;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.cli.terminal.Style;
import dev.cairn.cli.terminal.Terminal;
import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.Unopened;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.Storage;
import dev.cairn.functions.team.TeamSchema;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The command with everything around it in the hands of a test. */
final class TestCairn {
    /** How a command ended, and what it said. */
    record Result(int exit, String out, String err) {
        JsonNode json() {
            return Json.tree(out);
        }

        List<JsonNode> jsonLines() {
            return out.lines().map(Json::tree).toList();
        }
    }

    private final Map<String, String> environment = new HashMap<>();
    private final Path directory;
    private String keys = "key-";
    private String typed = "";
    private boolean terminal;
    private Editor editor = (text, suffix) -> text;
    private ServerSource servers = new NoServers();
    private Interruptions interruptions = new NoInterruptions();
    private InstantSource clock = InstantSource.system();
    private Pause pause = time -> {};

    TestCairn(Path directory) {
        this.directory = directory;
    }

    TestCairn at(FakeApi api) {
        return with("CAIRN_ENDPOINT", api.address().toString());
    }

    TestCairn with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A person sits there and types these lines. */
    TestCairn typing(String... lines) {
        terminal = true;
        typed = lines.length == 0 ? "" : String.join("\n", lines) + "\n";
        return this;
    }

    TestCairn piping(String text) {
        terminal = false;
        typed = text;
        return this;
    }

    TestCairn editingWith(Editor with) {
        editor = with;
        return this;
    }

    TestCairn servers(ServerSource source) {
        servers = source;
        return this;
    }

    TestCairn interruptedBy(Interruptions by) {
        interruptions = by;
        return this;
    }

    /** Who is told of every pause, and need not make it. */
    TestCairn pausing(Pause with) {
        pause = with;
        return this;
    }

    /** With Idempotency-Keys that begin so; the same ones again are the same requests. */
    TestCairn keys(String beginning) {
        keys = beginning;
        return this;
    }

    /** By a clock that is off. */
    TestCairn clock(InstantSource by) {
        clock = by;
        return this;
    }

    Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        AtomicInteger requests = new AtomicInteger();
        Surroundings surroundings = new Surroundings(
                "cairn",
                Environment.of(environment, Map.of()),
                directory,
                wantColour ->
                        new Terminal(new BufferedReader(new StringReader(typed)), screen(out), screen(err), terminal),
                servers,
                editor,
                TeamSchema::check,
                pause,
                clock,
                interruptions,
                () -> keys + requests.incrementAndGet());
        int exit = new Cairn(surroundings).run(args);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Screen screen(ByteArrayOutputStream to) {
        return new Screen(
                new PrintStream(to, true, StandardCharsets.UTF_8), new Style(false, Glyphs.UNICODE), 80, terminal);
    }

    /** Nothing owns the folder, and nothing can be started. */
    private static final class NoServers implements ServerSource {
        @Override
        public Optional<OwnerAddress> owner(Path data) {
            return Optional.empty();
        }

        @Override
        public RunningServer start(ServeOptions options) {
            throw new CliException(ExitCode.FAILED, "this test starts no server");
        }

        @Override
        public long check(ServeOptions where, Consumer<Trouble> troubles) {
            return 0;
        }

        @Override
        public IndexRebuild.Outcome rebuildIndex(ServeOptions where, boolean replace, Consumer<Trouble> troubles) {
            return new IndexRebuild.Outcome(0, 0, 0);
        }

        @Override
        public Unopened.Outcome clean(ServeOptions where, Consumer<Trouble> troubles) {
            return new Unopened.Outcome(0, Storage.ZERO, 0);
        }
    }

    /** A server in this process, at the address of a fake. */
    record FakeServer(
            URI api, URI stepFunctions, Path data, @Nullable Runnable closed) implements RunningServer {
        @Override
        public void close() {
            if (closed != null) {
                closed.run();
            }
        }
    }

    private static final class NoInterruptions implements Interruptions {
        @Override
        public Registration during(Runnable action) {
            return () -> {};
        }

        @Override
        public void await() {
            // A test's `local` is told to stop at once.
        }

        @Override
        public boolean underWay() {
            return false;
        }
    }
}
