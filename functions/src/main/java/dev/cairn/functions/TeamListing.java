package dev.cairn.functions;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.Fault;
import dev.cairn.core.team.Team;
import java.util.List;
import java.util.stream.Stream;

/** The named teams. One that cannot be used is told of beside the others, and hides none of them. */
public record TeamListing(List<Team> teams, List<Unusable> unusable) {
    /** @param faults what a run that names it is refused with */
    public record Unusable(String name, List<Fault> faults) {
        public Unusable {
            requireNonNull(name, "name is null");
            faults = List.copyOf(faults);
        }
    }

    public TeamListing {
        teams = List.copyOf(teams);
        unusable = List.copyOf(unusable);
    }

    public static TeamListing of(List<Team> teams) {
        return new TeamListing(teams, List.of());
    }

    /** Of those that a run can be started with. */
    public List<String> names() {
        return teams.stream().map(Team::name).toList();
    }

    /** Whether there is one of that name, usable or not. */
    public boolean holds(String name) {
        return Stream.concat(names().stream(), unusable.stream().map(Unusable::name))
                .anyMatch(name::equals);
    }
}
