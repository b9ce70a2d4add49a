package dev.cairn.local;

import dev.cairn.core.integrity.StoreCheck;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.functions.aws.client.AwsSettings;
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
}
