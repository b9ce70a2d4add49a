package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "validate", description = "Say everything that is wrong with a team file, or that it is fine.")
public final class TeamValidateCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(paramLabel = "FILE", description = "A team file, YAML or JSON.")
    Path file = Path.of("");

    public TeamValidateCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Path path = context.surroundings().path(file);
        JsonNode team;
        try {
            team = new TeamArgument(context).checked(path);
        } catch (CliException e) {
            if (context.json()) {
                ObjectNode document =
                        CairnApi.object().put("file", path.toString()).put("valid", false);
                var errors = document.putArray("errors");
                if (e.details().isEmpty()) {
                    errors.add(e.getMessage());
                }
                e.details().forEach(errors::add);
                context.printJson(document);
                return ExitCode.USAGE;
            }
            throw e;
        }
        String name = team.path("name").asString("");
        if (context.json()) {
            context.printJson(CairnApi.object()
                    .put("file", path.toString())
                    .put("valid", true)
                    .put("name", name));
            return ExitCode.OK;
        }
        Screen out = context.terminal().out();
        out.line(out.style().green(out.glyphs().yes()) + " " + file + ": team " + SafeText.line(name) + ", "
                + SafeText.line(team.path("participants")
                        .valueStream()
                        .map(one -> one.path("name").asString(""))
                        .collect(Collectors.joining(", "))));
        return ExitCode.OK;
    }
}
