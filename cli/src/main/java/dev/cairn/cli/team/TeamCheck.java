package dev.cairn.cli.team;

import dev.cairn.core.error.Fault;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Says everything that is wrong with a team; nothing if it can be run. */
@FunctionalInterface
public interface TeamCheck {
    List<Fault> check(JsonNode team);
}
