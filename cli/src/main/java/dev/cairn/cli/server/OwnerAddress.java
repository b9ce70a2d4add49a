package dev.cairn.cli.server;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;

/** The process that owns a data folder and serves its API on loopback. */
public record OwnerAddress(long pid, URI api, URI stepFunctions, String secret, Instant since) {
    public OwnerAddress {
        requireNonNull(api, "api is null");
        requireNonNull(secret, "secret is null");
    }

    @Override
    public String toString() {
        return "process " + pid + " at " + api;
    }
}
