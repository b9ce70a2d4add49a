package dev.cairn.functions;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Team;
import java.util.Optional;

/** The named teams, and which models there are. */
public interface TeamCatalog {
    String DEFAULT = "default";

    TeamListing teams();

    /** @throws InvalidInputException if there is one of that name that cannot be used */
    Optional<Team> find(String name);

    /**
     * Looks whether a model can be called at all, before a run is opened for it.
     *
     * @throws InvalidInputException naming the field, if its provider is unknown or its key is missing
     */
    void check(String field, ModelName model);
}
