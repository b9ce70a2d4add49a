package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.Surroundings;
import dev.cairn.cli.auth.AuthChoice;
import dev.cairn.cli.env.Environment;
import dev.cairn.cli.follow.Hints;
import dev.cairn.cli.server.Connection;
import dev.cairn.cli.server.ServeOptions;
import dev.cairn.cli.server.Servers;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Terminal;
import dev.cairn.core.json.Json;
import dev.cairn.local.StoreKind;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a command works with, once its options are known. */
public final class Context {
    private final Surroundings surroundings;
    private final GlobalOptions options;
    private @Nullable Terminal terminal;

    public Context(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Environment environment() {
        return surroundings.environment();
    }

    boolean json() {
        return options.json();
    }

    public Terminal terminal() {
        Terminal opened = terminal;
        if (opened == null) {
            opened = surroundings.terminal().open(options.wantColour());
            terminal = opened;
        }
        return opened;
    }

    Hints hints() {
        return new Hints(surroundings.program(), options.whereTheRunsAre());
    }

    Path data() {
        Path given = options.data;
        return surroundings.path(
                given != null ? given : Path.of(environment().get("CAIRN_DATA").orElse(".cairn")));
    }

    Servers servers() {
        return new Servers(
                surroundings.servers(),
                environment(),
                surroundings.clock(),
                surroundings.pause(),
                note -> terminal().err().line(terminal().err().style().yellow("! ") + SafeText.line(note)));
    }

    Optional<URI> endpoint() {
        return servers().endpoint(options.endpoint);
    }

    private AuthChoice auth() {
        return new AuthChoice(options.auth, environment(), surroundings.directory(), surroundings.clock());
    }

    ServeOptions serveOptions(int apiPort, int sfnPort, boolean resume, double pace, boolean serve) {
        return new ServeOptions(
                data(), apiPort, sfnPort, resume, pace, environment().values(), store(), serve, null);
    }

    StoreKind store() {
        return options.store != null
                ? options.store
                : environment().get("CAIRN_STORE").map(Context::store).orElse(StoreKind.FILES);
    }

    private static StoreKind store(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "files" -> StoreKind.FILES;
            case "aws" -> StoreKind.AWS;
            default -> throw CliException.usage("CAIRN_STORE", "must be files or aws");
        };
    }

    /** Whether runs may be where this command looks; only a folder says so before it is asked. */
    boolean mayHoldRuns() {
        return store() == StoreKind.AWS || Files.exists(data());
    }

    /** A server that new runs may be started on. */
    Connection connect(double pace) {
        return servers().connect(endpoint(), auth(), serveOptions(0, 0, false, pace, false));
    }

    /** A server that has runs already; none is started over a folder that is not there. */
    Connection connect() {
        return connectIfAny()
                .orElseThrow(() -> new CliException(
                        ExitCode.NOT_FOUND,
                        "There are no runs here: " + data() + " does not exist (see --data and --endpoint)"));
    }

    Optional<Connection> connectIfAny() {
        if (endpoint().isEmpty() && !mayHoldRuns()) {
            return Optional.empty();
        }
        return Optional.of(connect(1));
    }

    /** The one JSON document of a command. */
    void printJson(JsonNode document) {
        terminal().out().line(SafeText.json(document.toPrettyString()));
    }

    void printJsonLine(JsonNode document) {
        terminal().out().line(SafeText.json(Json.text(document)));
    }
}
