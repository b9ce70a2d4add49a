package dev.cairn.functions.api;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Json;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Team;
import dev.cairn.functions.TeamCatalog;
import dev.cairn.functions.TeamListing;
import dev.cairn.functions.team.TeamReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Two named teams; anthropic's key is missing. */
final class TestTeams implements TeamCatalog {
    static final String TEAM = """
            {"name": "%s", "manager": {"model": "openai:gpt-5.1"}, "planReview": "%s",
             "limits": {"maxRounds": 10, "maxStalls": 0},
             "participants": [
               {"name": "researcher", "description": "Finds things.", "instructions": "Find.", "model": "openai:gpt-4o",
                "tools": ["ask_person"]},
               {"name": "coder", "description": "Computes.", "instructions": "Compute.", "model": "openai:gpt-5.1",
                "tools": ["ask_person",
                  {"name": "pay", "kind": "lambda", "description": "Pays a bill.", "approval": "required",
                   "parameters": {"type": "object"}},
                  {"name": "signature", "kind": "request", "requestType": "signature", "description": "Asks to sign.",
                   "schema": {"type": "object", "required": ["name"], "additionalProperties": false,
                              "properties": {"name": {"type": "string", "minLength": 2}, "grade": {"enum": ["a", "b"]}}}}]}]}
            """;

    @Nullable
    RuntimeException failure;

    private final List<Team> teams = List.of(team("default", "never"), team("reviewed", "always"));

    private static Team team(String name, String review) {
        return TeamReader.read(Json.tree(TEAM.formatted(name, review)));
    }

    @Override
    public TeamListing teams() {
        if (failure != null) {
            throw failure;
        }
        return TeamListing.of(teams);
    }

    @Override
    public Optional<Team> find(String name) {
        return teams.stream().filter(team -> team.name().equals(name)).findFirst();
    }

    @Override
    public void check(String field, ModelName model) {
        if (model.provider().equals("anthropic")) {
            throw new InvalidInputException(field, "needs the variable ANTHROPIC_API_KEY, which is not set");
        }
    }
}
