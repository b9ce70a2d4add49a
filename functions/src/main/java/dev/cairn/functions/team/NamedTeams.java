package dev.cairn.functions.team;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Team;
import dev.cairn.functions.TeamCatalog;
import dev.cairn.functions.TeamListing;
import dev.cairn.models.Models;
import dev.cairn.models.yaml.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Teams that are known by name when the process starts. */
public final class NamedTeams implements TeamCatalog {
    private static final String DEFAULT_TEAM = "/teams/default.yaml";

    private final Map<String, Team> teams = new LinkedHashMap<>();
    private final Consumer<ModelName> check;

    /** @param check throws an {@link InvalidInputException} if a model cannot be called */
    public NamedTeams(List<Team> teams, Consumer<ModelName> check) {
        teams.forEach(team -> this.teams.put(team.name(), team));
        this.check = check;
    }

    /** The teams that come with this release. */
    public static NamedTeams shipped(Consumer<ModelName> check) {
        return new NamedTeams(List.of(shippedDefault()), check);
    }

    /** The rehearsal. */
    public static Team shippedDefault() {
        try (InputStream in = Models.class.getResourceAsStream(DEFAULT_TEAM)) {
            if (in == null) {
                throw new IllegalStateException("this build has no " + DEFAULT_TEAM + " on its class path");
            }
            return TeamReader.read(Yaml.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TeamListing teams() {
        return TeamListing.of(List.copyOf(teams.values()));
    }

    @Override
    public Optional<Team> find(String name) {
        return Optional.ofNullable(teams.get(name));
    }

    @Override
    public void check(String field, ModelName model) {
        check(check, field, model);
    }

    /** Runs a check of a model under the name of the field that gave it. */
    public static void check(Consumer<ModelName> check, String field, ModelName model) {
        try {
            check.accept(model);
        } catch (InvalidInputException refused) {
            InvalidInputException named =
                    new InvalidInputException(field, refused.faults().getFirst().detail());
            named.initCause(refused);
            throw named;
        }
    }
}
