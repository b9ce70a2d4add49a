package dev.cairn.cli.server;

import java.net.URI;
import java.nio.file.Path;

/** A server that runs in this process until it is closed. */
public interface RunningServer extends AutoCloseable {
    URI api();

    URI stepFunctions();

    Path data();

    @Override
    void close();
}
