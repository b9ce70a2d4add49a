package dev.cairn.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a local server is started.
 *
 * @param data the folder that holds everything; made if it is not there
 * @param apiPort 0 for any that is free
 * @param sfnPort of the Step Functions API; 0 for any that is free
 * @param serve true to look after all runs of the folder; false to touch only those that are asked for
 * @param resume with {@code serve}: whether runs whose process died go on at the start; otherwise they are marked FAILED
 * @param pace of rehearsals: 1 as written, 0 without pauses
 * @param env variables for the models and for AWS: keys and addresses
 * @param store where runs are kept; the folder holds the log and says who owns it in any case
 * @param links takes a line with an approval link for every request that opens; null, and no links are made
 */
public record LocalOptions(
        Path data,
        int apiPort,
        int sfnPort,
        boolean serve,
        boolean resume,
        double pace,
        Map<String, String> env,
        StoreKind store,
        @Nullable Consumer<String> links) {
    public LocalOptions {
        requireNonNull(data, "data is null");
        requireNonNull(store, "store is null");
        env = Map.copyOf(env);
        requirePort("apiPort", apiPort);
        requirePort("sfnPort", sfnPort);
        if (pace < 0 || Double.isNaN(pace)) {
            throw new IllegalArgumentException("pace must be 0 or more, was " + pace);
        }
    }

    /** Runs are kept in the folder. */
    public LocalOptions(
            Path data, int apiPort, int sfnPort, boolean serve, boolean resume, double pace, Map<String, String> env) {
        this(data, apiPort, sfnPort, serve, resume, pace, env, StoreKind.FILES);
    }

    /** Without links. */
    public LocalOptions(
            Path data,
            int apiPort,
            int sfnPort,
            boolean serve,
            boolean resume,
            double pace,
            Map<String, String> env,
            StoreKind store) {
        this(data, apiPort, sfnPort, serve, resume, pace, env, store, null);
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " must be 0 to 65535, was " + port);
        }
    }

    /** Variables may hold secrets. */
    @Override
    public String toString() {
        return "LocalOptions[" + data + ", apiPort=" + apiPort + ", sfnPort=" + sfnPort + ", serve=" + serve + "]";
    }
}
