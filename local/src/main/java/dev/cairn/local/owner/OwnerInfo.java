package dev.cairn.local.owner;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;

/**
 * Who owns a data folder and how to reach them.
 *
 * @param secret whoever can read the folder may send it, to be sure to speak to its owner
 * @param since when the owner took the folder
 */
public record OwnerInfo(long pid, URI api, URI stepFunctions, String secret, Instant since) {
    public OwnerInfo {
        requireNonNull(api, "api is null");
        requireNonNull(stepFunctions, "stepFunctions is null");
        requireNonNull(secret, "secret is null");
        requireNonNull(since, "since is null");
    }

    @Override
    public String toString() {
        return "process " + pid + " since " + since + " at " + api;
    }
}
