package dev.cairn.local;

import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ToolRunner;
import dev.cairn.core.step.Machine;
import dev.cairn.functions.TeamCatalog;
import dev.cairn.functions.aws.client.Patience;
import dev.cairn.local.store.Durability;
import java.time.Clock;
import java.time.Duration;

/**
 * What a local server is put together from, besides its folder.
 *
 * @param requestTtl how long a person has to answer
 * @param lookEvery how often what is due is looked at
 * @param grace how long steps under way may go on when the server ends
 * @param patience how long calls of AWS may take, if it is used
 */
record Parts(
        ModelClient models,
        TeamCatalog teams,
        ToolRunner tools,
        Clock clock,
        Duration requestTtl,
        Durability durability,
        Duration lookEvery,
        Duration grace,
        Patience patience) {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);

    static Parts of(ModelClient models, TeamCatalog teams, ToolRunner tools) {
        return new Parts(
                models,
                teams,
                tools,
                Clock.systemUTC(),
                Machine.DEFAULT_REQUEST_TTL,
                Durability.FSYNC,
                LOOK_EVERY,
                GRACE,
                Patience.DEFAULT);
    }
}
