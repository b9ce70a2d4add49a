package dev.cairn.core.port;

import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;

/** Where new ids come from; every one holds at least 128 random bits. */
public interface Ids {
    RunId run();

    RequestId request();
}
