package dev.cairn.core.world;

import dev.cairn.core.port.Ids;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that count, so that a test can be read. */
public final class CountingIds implements Ids {
    private final AtomicLong next = new AtomicLong(1);

    @Override
    public RunId run() {
        return new RunId("run-" + next.getAndIncrement());
    }

    @Override
    public RequestId request() {
        return new RequestId("request-" + next.getAndIncrement());
    }
}
