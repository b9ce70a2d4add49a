package dev.cairn.core.run;

import static java.util.Objects.requireNonNull;

/** A run and whose it is: what every key begins with. */
public record RunKey(TenantId tenant, RunId runId) {
    public RunKey {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(runId, "runId is null");
    }

    /** The prefix of all objects of this run, with a slash at its end. */
    public String prefix() {
        return tenant + "/runs/" + runId + "/";
    }

    @Override
    public String toString() {
        return tenant + "/" + runId;
    }
}
