package dev.cairn.functions.api.http;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.run.TenantId;

/**
 * Who calls, as the surroundings vouch for it; nothing that the caller sends can change it.
 *
 * @param tenant whose runs are seen
 * @param by who decides, for the record
 */
public record Caller(TenantId tenant, String by) {
    /** The one who sits at the machine that Cairn runs on. */
    public static final Caller LOCAL = new Caller(new TenantId("local"), "local");

    public Caller {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(by, "by is null");
    }
}
