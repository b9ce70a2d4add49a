package dev.cairn.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The end of a command that could not do what it was asked: one line, its details, and the exit code. */
public final class CliException extends RuntimeException {
    private final ExitCode exit;
    private final transient List<String> details;
    private final transient @Nullable JsonNode problem;

    private CliException(
            ExitCode exit,
            String message,
            List<String> details,
            @Nullable JsonNode problem,
            @Nullable Throwable cause) {
        super(requireNonNull(message, "message is null"), cause);
        this.exit = requireNonNull(exit, "exit is null");
        this.details = List.copyOf(details);
        this.problem = problem;
    }

    public CliException(ExitCode exit, String message) {
        this(exit, message, List.of(), null, null);
    }

    public CliException(ExitCode exit, String message, Throwable cause) {
        this(exit, message, List.of(), null, cause);
    }

    public CliException(ExitCode exit, String message, List<String> details) {
        this(exit, message, details, null, null);
    }

    /** What a server answered, with its problem document. */
    public static CliException answered(ExitCode exit, String message, List<String> details, JsonNode problem) {
        return new CliException(exit, message, details, problem, null);
    }

    /** A value that cannot be used, told under the name by which the person gave it. */
    public static CliException usage(String field, String detail) {
        return new CliException(ExitCode.USAGE, field + ": " + detail);
    }

    public ExitCode exit() {
        return exit;
    }

    /** One line each, printed below the message. */
    public List<String> details() {
        return details;
    }

    /** The problem document of the server, if one spoke. */
    public @Nullable JsonNode problem() {
        return problem;
    }
}
