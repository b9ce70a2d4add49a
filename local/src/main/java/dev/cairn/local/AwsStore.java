package dev.cairn.local;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.integrity.StoreCheck;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.Unopened;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.deployment.BucketTeams;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** What a bucket and a table hold, looked at without a server. */
public final class AwsStore {
    private AwsStore() {}

    /**
     * Checks everything; may be done while a server works on it.
     *
     * @param variables which bucket and table, and where
     * @return how many runs were looked at
     */
    public static long check(Map<String, String> variables, Consumer<Trouble> troubles) {
        try (Stores stores = Stores.onAws(AwsSettings.of(variables))) {
            return new StoreCheck(stores.blobs(), stores.index()).check(ofRuns(troubles));
        }
    }

    /**
     * Adds the runs to the table that have objects and are not in it; may be done while others work on those that it
     * has. A table is never replaced as a whole: others use it, and it cannot be set aside.
     *
     * @param variables which bucket and table, and where
     */
    public static IndexRebuild.Outcome rebuildIndex(
            Map<String, String> variables, Instant now, Consumer<Trouble> troubles) {
        AwsSettings settings = AwsSettings.of(variables);
        try (Stores stores = Stores.onAws(settings)) {
            return new IndexRebuild(stores.blobs(), stores.index(), false).rebuild(now, ofRuns(troubles));
        } catch (StoreException e) {
            throw new LocalStartException(
                    "Not all runs could be added to the table " + settings.table() + ": " + e.getMessage()
                            + " Those that were added stay. Mend that and do it again.",
                    e);
        }
    }

    /**
     * Removes what openings and forks left two days ago or longer that died before the table had their run; may be done
     * while others open runs.
     *
     * @param variables which bucket and table, and where
     */
    public static Unopened.Outcome clean(Map<String, String> variables, Instant now, Consumer<Trouble> troubles) {
        try (Stores stores = Stores.onAws(AwsSettings.of(variables))) {
            return new Unopened(stores.blobs(), stores.index(), false).remove(now, troubles);
        }
    }

    /** The teams of a deployment lie in the same bucket, and belong there. */
    private static Consumer<Trouble> ofRuns(Consumer<Trouble> troubles) {
        return one -> {
            if (!BucketTeams.isTeam(one.place())) {
                troubles.accept(one);
            }
        };
    }
}
