package dev.cairn.functions.aws.deployment;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Team;
import dev.cairn.functions.TeamCatalog;
import dev.cairn.functions.TeamListing;
import dev.cairn.functions.team.NamedTeams;
import dev.cairn.functions.team.TeamReader;
import dev.cairn.models.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * The teams of a deployment: files {@code teams/NAME.yaml} in its bucket, which take effect with the next run. Without
 * a {@code teams/default.yaml} the team {@code default} is the rehearsal.
 */
public final class BucketTeams implements TeamCatalog {
    private static final String FOLDER = "teams/";
    private static final String ENDING = ".yaml";
    private static final int MOST = 1_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern FILE = Pattern.compile(FOLDER + "(" + NAME + ")\\" + ENDING);

    private final BlobStore blobs;
    private final Consumer<ModelName> check;

    /** @param check throws an {@link InvalidInputException} if a model cannot be called */
    public BucketTeams(BlobStore blobs, Consumer<ModelName> check) {
        this.blobs = requireNonNull(blobs, "blobs is null");
        this.check = requireNonNull(check, "check is null");
    }

    /** Whether this key of a deployment's bucket is a team's. */
    public static boolean isTeam(String key) {
        return name(key).isPresent();
    }

    private static Optional<String> name(String key) {
        Matcher file = FILE.matcher(key);
        return file.matches() ? Optional.of(file.group(1)) : Optional.empty();
    }

    @Override
    public TeamListing teams() {
        List<Team> teams = new ArrayList<>();
        List<TeamListing.Unusable> unusable = new ArrayList<>();
        for (BlobStore.Stored file : blobs.list(FOLDER, null, MOST)) {
            name(file.key()).ifPresent(name -> {
                try {
                    stored(name).ifPresent(teams::add);
                } catch (InvalidInputException wrong) {
                    unusable.add(new TeamListing.Unusable(name, wrong.faults()));
                }
            });
        }
        TeamListing listing = new TeamListing(teams, unusable);
        if (listing.holds(DEFAULT)) {
            return listing;
        }
        teams.addFirst(NamedTeams.shippedDefault());
        return new TeamListing(teams, unusable);
    }

    @Override
    public Optional<Team> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Optional<Team> stored = stored(name);
        return stored.isEmpty() && name.equals(DEFAULT) ? Optional.of(NamedTeams.shippedDefault()) : stored;
    }

    private Optional<Team> stored(String name) {
        String key = FOLDER + name + ENDING;
        try {
            return blobs.get(key).map(bytes -> read(key, name, bytes));
        } catch (BrokenObjectException tooLarge) {
            InvalidInputException named = new InvalidInputException(
                    "team", "the file " + key + " of the deployment's bucket " + tooLarge.what());
            named.initCause(tooLarge);
            throw named;
        }
    }

    private static Team read(String key, String name, byte[] bytes) {
        Team team;
        try {
            team = TeamReader.read(Yaml.tree(new String(bytes, StandardCharsets.UTF_8)));
        } catch (InvalidInputException wrong) {
            InvalidInputException named = new InvalidInputException(wrong.faults().stream()
                    .map(fault ->
                            new Fault("team", "the file " + key + " of the deployment's bucket is at fault: " + fault))
                    .toList());
            named.initCause(wrong);
            throw named;
        } catch (JacksonException wrong) {
            // Its own words may quote the file, which may be anything.
            InvalidInputException named = new InvalidInputException(
                    "team",
                    "the file " + key + " of the deployment's bucket is no YAML document at line "
                            + wrong.getLocation().getLineNr() + ", column "
                            + wrong.getLocation().getColumnNr()
                            + "; check it where you have it: cairn team validate FILE");
            named.initCause(wrong);
            throw named;
        }
        if (!team.name().equals(name)) {
            throw new InvalidInputException(
                    "team",
                    "the file " + key + " of the deployment's bucket holds a team named \"" + team.name()
                            + "\"; name both alike");
        }
        return team;
    }

    @Override
    public void check(String field, ModelName model) {
        NamedTeams.check(check, field, model);
    }
}
