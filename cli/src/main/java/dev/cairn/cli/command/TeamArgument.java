package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.team.TeamFiles;
import dev.cairn.core.error.Fault;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.Identifiers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** {@code --team}: the name of a team that the server knows, or a file. */
final class TeamArgument {
    private final Context context;

    TeamArgument(Context context) {
        this.context = context;
    }

    /** What goes into the request: a name, or the whole team, checked. */
    JsonNode body(String argument) {
        String lower = argument.toLowerCase(Locale.ROOT);
        boolean namesFile = argument.contains("/")
                || argument.contains("\\")
                || lower.endsWith(".yaml")
                || lower.endsWith(".yml")
                || lower.endsWith(".json");
        Path file = context.surroundings().path(Path.of(argument));
        if (!namesFile && !Files.isRegularFile(file)) {
            if (!Identifiers.isId(argument)) {
                throw CliException.usage("--team", "must be a file (.yaml, .yml or .json) or the name of a team");
            }
            return Json.toTree(argument);
        }
        return checked(file);
    }

    /** @throws CliException (usage) with all that is wrong with it */
    JsonNode checked(Path file) {
        JsonNode team = TeamFiles.read(file);
        List<Fault> faults = context.surroundings().teamCheck().check(team);
        if (!faults.isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE,
                    file + ": is not a team that can be run",
                    faults.stream().map(Fault::toString).toList());
        }
        return team;
    }
}
