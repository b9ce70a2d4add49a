package dev.cairn.functions.aws.testing;

import dev.cairn.functions.aws.store.AwsStores;
import java.util.ArrayList;
import java.util.List;

/** Stores that hold nothing, as many as a test asks for; closed together. */
public final class TestStores implements AutoCloseable {
    private final List<AwsStores> opened = new ArrayList<>();

    public AwsStores next() {
        AwsStores stores = AwsStores.open(TestAws.newStore());
        opened.add(stores);
        return stores;
    }

    @Override
    public void close() {
        opened.forEach(AwsStores::close);
    }
}
