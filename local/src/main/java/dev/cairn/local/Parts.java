package dev.cairn.local;

import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ToolRunner;
import dev.cairn.core.step.Machine;
import dev.cairn.functions.TeamCatalog;
import dev.cairn.local.store.Durability;
import java.time.Clock;
import java.time.Duration;

/** What a local server is put together from, besides its folder. */
record Parts(
        ModelClient models,
        TeamCatalog teams,
        ToolRunner tools,
        Clock clock,
        Duration requestTtl,
        Durability durability,
        Duration lookEvery) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    static Parts of(ModelClient models, TeamCatalog teams, ToolRunner tools) {
        return new Parts(
                models, teams, tools, Clock.systemUTC(), Machine.DEFAULT_REQUEST_TTL, Durability.FSYNC, MINUTE);
    }
}
