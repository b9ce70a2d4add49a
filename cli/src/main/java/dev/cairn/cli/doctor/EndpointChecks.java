package dev.cairn.cli.doctor;

import dev.cairn.cli.CliException;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.Sighting;
import dev.cairn.cli.api.UnreachableException;
import dev.cairn.cli.follow.Amounts;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.team.ModelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What can be found out about a server from outside: whether it answers, whom it sees, its version, clock, table and
 * teams.
 */
public final class EndpointChecks {
    private static final Duration NOTABLE = Duration.ofSeconds(60);
    private static final Duration TOO_MUCH = Duration.ofMinutes(5);

    private final CairnApi api;
    private final String version;
    private final Consumer<ModelName> check;

    /**
     * @param version of this command
     * @param check throws an {@link InvalidInputException} if the provider of a model is not known
     */
    public EndpointChecks(CairnApi api, String version, Consumer<ModelName> check) {
        this.api = api;
        this.version = version;
        this.check = check;
    }

    public List<Finding> look() {
        Sighting sighting;
        try {
            sighting = api.sight();
        } catch (UnreachableException e) {
            return List.of(unanswered("server", e));
        } catch (CliException e) {
            return List.of(refused("server", e));
        }
        JsonNode health = sighting.health();
        if (!health.path("status").asString("").equals("ok")) {
            return List.of(Finding.fail(
                    "server",
                    api.address() + " answers, but not as Cairn does",
                    "correct --endpoint or CAIRN_ENDPOINT: the stack's output \"Endpoint\" is the address"));
        }
        List<Finding> all = new ArrayList<>();
        all.add(Finding.ok("server", api.address() + " answers"));
        all.add(caller(health));
        all.add(version(SafeText.line(health.path("version").asString("unknown"))));
        all.add(clock(sighting.clockAhead()));
        all.add(runs());
        all.addAll(teams());
        return all;
    }

    /** What the server refused, with what to do. */
    public static Finding refused(String name, CliException e) {
        return Finding.fail(name, String.valueOf(e.getMessage()), String.join("; ", e.details()));
    }

    static Finding unanswered(String name, UnreachableException e) {
        return Finding.fail(name, String.valueOf(e.getMessage()), advice(e.kind()));
    }

    /** What was seen; or that the server refused, or did not answer. */
    static Finding seen(String name, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (UnreachableException e) {
            return unanswered(name, e);
        } catch (CliException e) {
            return refused(name, e);
        }
    }

    private static String advice(UnreachableException.Kind kind) {
        return switch (kind) {
            case NO_HOST ->
                "correct --endpoint or CAIRN_ENDPOINT (the stack's output \"Endpoint\"), or see whether the network has"
                        + " a name server";
            case NO_SERVER -> "start it, or correct --endpoint or CAIRN_ENDPOINT";
            case NO_TRUST ->
                "correct the address; if something between reads the traffic, give Java its certificate"
                        + " (CAIRN_JAVA_OPTS=-Djavax.net.ssl.trustStore=...)";
            case NO_ANSWER, BROKEN -> "look again; if it stays so, the log of the API's function says why";
        };
    }

    private Finding caller(JsonNode health) {
        String tenant = SafeText.line(health.path("tenant").asString(""));
        String caller = SafeText.line(health.path("caller").asString(""));
        String how = api.authentication().told();
        return tenant.isEmpty()
                ? Finding.warn("caller", "the server does not say whom it sees; " + how, "update the server")
                : Finding.ok("caller", "tenant " + tenant + ", as " + caller + "; " + how);
    }

    private Finding version(String theirs) {
        return theirs.equals(version)
                ? Finding.ok("version", theirs + ", as this command")
                : Finding.warn(
                        "version",
                        "the server is " + theirs + ", this command " + version,
                        "update the older of the two: what one of them does not know is refused by name");
    }

    private static Finding clock(@Nullable Duration ahead) {
        if (ahead == null) {
            return Finding.warn("clock", "the server does not tell the time", "compare the clocks yourself");
        }
        Duration size = ahead.abs();
        String off = "this machine's is "
                + Amounts.count(size.toSeconds(), "second")
                + (ahead.isNegative() ? " behind" : " ahead of")
                + " the server's";
        if (size.compareTo(NOTABLE) < 0) {
            return Finding.ok("clock", "as the server's, within a minute");
        }
        String advice = "set it right (timedatectl set-ntp true): AWS takes no signature that is more than "
                + TOO_MUCH.toMinutes() + " minutes off";
        return size.compareTo(TOO_MUCH) < 0 ? Finding.warn("clock", off, advice) : Finding.fail("clock", off, advice);
    }

    /** Asks for a run: what the server itself knows it can say without its stores. */
    private Finding runs() {
        return seen("runs", () -> {
            api.runs(null, Map.of(), 1);
            return Finding.ok("runs", "the table answers");
        });
    }

    private List<Finding> teams() {
        JsonNode answer;
        try {
            answer = api.teams();
        } catch (UnreachableException e) {
            return List.of(unanswered("teams", e));
        } catch (CliException e) {
            return List.of(Finding.fail(
                    "teams",
                    e.getMessage() + (e.details().isEmpty() ? "" : ": " + String.join("; ", e.details())),
                    "mend it; while it is so, no run can be started with that team"));
        }
        List<JsonNode> teams = answer.path("teams").valueStream().toList();
        List<Finding> all = new ArrayList<>();
        for (JsonNode team : teams) {
            String name = SafeText.line(team.path("name").asString(""));
            models(team)
                    .flatMap(this::unknown)
                    .forEach(fault -> all.add(Finding.warn(
                            "teams",
                            "team " + name + ": " + fault,
                            "correct teams/" + name
                                    + ".yaml in the deployment's bucket, or update the older of server and"
                                    + " command")));
        }
        answer.path("unusable").valueStream().map(EndpointChecks::unusable).forEach(all::add);
        if (all.isEmpty()) {
            List<String> names = teams.stream()
                    .map(team -> SafeText.line(team.path("name").asString("")))
                    .toList();
            all.add(Finding.ok("teams", String.join(", ", names)));
        }
        return all;
    }

    private static Finding unusable(JsonNode team) {
        String name = SafeText.line(team.path("name").asString(""));
        String faults = team.path("errors")
                .valueStream()
                .map(fault -> SafeText.line(fault.path("detail").asString("")))
                .collect(Collectors.joining("; "));
        return Finding.fail(
                "teams",
                "team " + name + ": " + faults,
                "correct teams/" + name + ".yaml in the deployment's bucket; until then no run can be started with it");
    }

    private static Stream<String> models(JsonNode team) {
        return Stream.concat(
                        Stream.of(team.path("manager")),
                        team.path("participants").valueStream())
                .map(one -> one.path("model").asString(""));
    }

    private Stream<String> unknown(String model) {
        try {
            check.accept(ModelName.parse(model));
            return Stream.empty();
        } catch (InvalidInputException e) {
            return Stream.of(SafeText.line(String.valueOf(e.getMessage())));
        }
    }
}
