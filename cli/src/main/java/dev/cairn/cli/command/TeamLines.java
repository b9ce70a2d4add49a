package dev.cairn.cli.command;

import dev.cairn.core.json.Json;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A team as a person reads it: who is in it, and which model each has. */
final class TeamLines {
    private TeamLines() {}

    /** As it lies in the log; as it stands there if it cannot be read as a team. */
    static String ofJson(String text) {
        try {
            return of(Json.tree(text));
        } catch (JacksonException noTeam) {
            return text;
        }
    }

    /** The name, then one line for each. */
    static String of(JsonNode team) {
        Stream<String> members = team.path("participants")
                .valueStream()
                .map(one -> member(one, one.path("name").asString("?")));
        return team.path("name").asString("")
                + Stream.concat(Stream.of(member(team.path("manager"), "manager")), members)
                        .collect(Collectors.joining("\n- ", "\n\n- ", ""));
    }

    private static String member(JsonNode member, String name) {
        String tools = member.path("tools")
                .valueStream()
                .map(tool ->
                        tool.isString() ? tool.asString() : tool.path("name").asString("?"))
                .collect(Collectors.joining(", "));
        return name + ": " + member.path("model").asString("?") + (tools.isEmpty() ? "" : ", with " + tools);
    }
}
