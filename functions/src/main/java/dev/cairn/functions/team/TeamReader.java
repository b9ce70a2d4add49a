package dev.cairn.functions.team;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Json;
import dev.cairn.core.team.Team;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Teams of files and request bodies. */
public final class TeamReader {
    private TeamReader() {}

    /** @throws InvalidInputException with everything that is wrong with it, paths counted from the team */
    public static Team read(JsonNode tree) {
        List<Fault> faults = TeamSchema.check(tree);
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        try {
            return Json.fromTree(tree, Team.class);
        } catch (JacksonException e) {
            throw e.getCause() instanceof InvalidInputException invalid
                    ? invalid
                    : new InvalidInputException("", "is no team: " + Json.fault(e));
        }
    }
}
