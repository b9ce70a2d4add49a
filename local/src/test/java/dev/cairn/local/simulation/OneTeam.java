package dev.cairn.local.simulation;

import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.Tool;
import dev.cairn.functions.TeamCatalog;
import dev.cairn.functions.TeamListing;
import java.util.List;
import java.util.Optional;

/** A catalogue of the one team that the world works with. */
final class OneTeam implements TeamCatalog {
    private static final Team TEAM = dev.cairn.core.world.World.team(
            Tool.named("compute"),
            new Tool("publish", "lambda", null, null, Tool.Approval.REQUIRED, null, null, null),
            Tool.named(Tool.ASK_PERSON));

    @Override
    public TeamListing teams() {
        return TeamListing.of(List.of(TEAM));
    }

    @Override
    public Optional<Team> find(String name) {
        return name.equals(DEFAULT) ? Optional.of(TEAM) : Optional.empty();
    }

    @Override
    public void check(String field, ModelName model) {}
}
