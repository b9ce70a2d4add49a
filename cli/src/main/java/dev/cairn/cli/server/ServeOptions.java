package dev.cairn.cli.server;

import dev.cairn.local.StoreKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to start a server in this process.
 *
 * @param apiPort 0 for any free one
 * @param sfnPort of the Step Functions API, 0 for any free one
 * @param resume whether runs whose process died go on at the start
 * @param pace of rehearsals: 1 as recorded, 0 without pauses
 * @param env the variables that models and AWS look for their keys in
 * @param store where runs are kept
 * @param serve true for {@code cairn local}; false for the server of one command, which touches only its own run
 * @param links takes a line with an approval link for every request that opens; null, and no links are made
 */
public record ServeOptions(
        Path data,
        int apiPort,
        int sfnPort,
        boolean resume,
        double pace,
        Map<String, String> env,
        StoreKind store,
        boolean serve,
        @Nullable Consumer<String> links) {
    public ServeOptions {
        env = Map.copyOf(env);
    }

    /** The same, with links. */
    public ServeOptions telling(Consumer<String> whom) {
        return new ServeOptions(data, apiPort, sfnPort, resume, pace, env, store, serve, whom);
    }

    @Override
    public String toString() {
        return "ServeOptions[" + data + ", ports " + apiPort + " and " + sfnPort + "]";
    }
}
