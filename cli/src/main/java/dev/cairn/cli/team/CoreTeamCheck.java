package dev.cairn.cli.team;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Json;
import dev.cairn.core.team.Team;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;

/** What the core itself refuses in a team. */
public final class CoreTeamCheck implements TeamCheck {
    @Override
    public List<Fault> check(JsonNode team) {
        try {
            Json.fromTree(team, Team.class);
            return List.of();
        } catch (JacksonException e) {
            return e.getCause() instanceof InvalidInputException invalid
                    ? invalid.faults()
                    : List.of(new Fault(
                            path(e),
                            String.valueOf(e.getOriginalMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("not understood")));
        }
    }

    private static String path(JacksonException e) {
        if (!(e instanceof DatabindException)) {
            return "";
        }
        return e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
