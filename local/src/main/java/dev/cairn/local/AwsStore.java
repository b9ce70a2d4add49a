package dev.cairn.local;

import dev.cairn.core.integrity.StoreCheck;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.Unopened;
import dev.cairn.functions.aws.client.AwsSettings;
import java.time.Instant;
import java.util.List;
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
            return new StoreCheck(stores.blobs(), stores.index()).check(List.of(Stack.TENANT), troubles);
        }
    }

    /**
     * Removes what openings and forks left a day ago or longer that died before the table had their run; may be done
     * while others open runs.
     *
     * @param variables which bucket and table, and where
     */
    public static Unopened.Outcome clean(Map<String, String> variables, Instant now, Consumer<Trouble> troubles) {
        try (Stores stores = Stores.onAws(AwsSettings.of(variables))) {
            return new Unopened(stores.blobs(), stores.index(), false).remove(now, troubles);
        }
    }
}
