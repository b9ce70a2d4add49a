package dev.cairn.functions.api.route;

import dev.cairn.core.team.Participant;
import dev.cairn.core.team.Team;
import dev.cairn.functions.TeamCatalog;
import dev.cairn.functions.api.body.Fields;
import dev.cairn.functions.api.problem.Faults;
import dev.cairn.functions.team.TeamReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The team of a body: a name, or a whole team. */
final class TeamChoice {
    private final TeamCatalog catalog;

    TeamChoice(TeamCatalog catalog) {
        this.catalog = catalog;
    }

    /** Null if none is named, or if what is named is at fault. */
    @Nullable
    Team read(Fields body) {
        JsonNode given = body.node("team");
        if (given == null) {
            return null;
        }
        if (given.isString()) {
            return named(given.stringValue(), body);
        }
        return body.faults()
                .attempt(body.path("team"), () -> TeamReader.read(given))
                .orElse(null);
    }

    @Nullable
    Team byDefault(Fields body) {
        return named(TeamCatalog.DEFAULT, body);
    }

    private @Nullable Team named(String name, Fields body) {
        Optional<Team> found = catalog.find(name);
        if (found.isEmpty()) {
            String names = String.join(", ", catalog.teams().names());
            body.faults()
                    .add(
                            body.path("team"),
                            "there is no team named \"" + brief(name) + "\"; "
                                    + (names.isEmpty()
                                            ? "there is none at all: give a whole team"
                                            : "there are " + names)
                                    + ", or give a whole team");
        }
        return found.orElse(null);
    }

    /** Whether its models can be called at all. */
    void checkModels(Team team, String field, Faults faults) {
        faults.attempt(() -> {
            catalog.check(field + ".manager.model", team.manager().model());
            return true;
        });
        for (int i = 0; i < team.participants().size(); i++) {
            Participant participant = team.participants().get(i);
            String path = field + ".participants[" + i + "].model";
            faults.attempt(() -> {
                catalog.check(path, participant.model());
                return true;
            });
        }
    }

    private static String brief(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
