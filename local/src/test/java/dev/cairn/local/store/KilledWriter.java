package dev.cairn.local.store;

import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A process that writes to both stores until it is killed, and says what was confirmed. */
final class KilledWriter {
    static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("run-1"));
    static final int SIZE = 200_000;

    private KilledWriter() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        FileBlobStore blobs = new FileBlobStore(folder.resolve("objects"), Durability.NONE);
        JdbcIndexStore index = new JdbcIndexStore(new SqliteDialect(folder.resolve("index.db"), Durability.NONE));
        for (int n = Integer.parseInt(args[1]); ; n++) {
            blobs.putIfAbsent(object(n), bytes(n));
            boolean done = index.transact(List.of(
                    new Write.Put(token("left", n)),
                    new Write.Create(token("n-" + n, n)),
                    new Write.Put(token("right", n))));
            if (!done) {
                throw new IllegalStateException("the record " + n + " was there already");
            }
            System.out.println(n);
        }
    }

    static String object(int n) {
        return "acme/runs/run-1/segments/" + n;
    }

    static byte[] bytes(int n) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) n);
        return bytes;
    }

    static TokenRecord token(String id, int n) {
        return new TokenRecord(RUN.tenant(), RUN.runId(), new RequestId(id), n, "x".repeat(3_000) + n);
    }
}
