package dev.cairn.cli;

import dev.cairn.cli.api.Pause;
import dev.cairn.cli.decide.Editor;
import dev.cairn.cli.env.Environment;
import dev.cairn.cli.server.ServerSource;
import dev.cairn.cli.team.TeamCheck;
import dev.cairn.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Everything outside of the command that it touches, so that a test can stand in for it.
 *
 * @param program how the person calls the command, for commands to copy
 * @param directory the working directory
 * @param idempotencyKeys a new one each time
 */
public record Surroundings(
        String program,
        Environment environment,
        Path directory,
        TerminalSource terminal,
        ServerSource servers,
        Editor editor,
        TeamCheck teamCheck,
        Pause pause,
        InstantSource clock,
        Interruptions interruptions,
        Supplier<String> idempotencyKeys) {
    /** Opens the terminal as the options want it. */
    @FunctionalInterface
    public interface TerminalSource {
        Terminal open(boolean wantColour);
    }

    /** A path as the person means it: relative to the working directory. */
    public Path path(Path given) {
        return directory.resolve(given).normalize();
    }
}
