package dev.cairn.cli.server;

import java.nio.file.Path;
import java.util.Optional;

/** Where a server for a data folder comes from when no address is given. */
public interface ServerSource {
    /** The process that owns the folder now, if one does. */
    Optional<OwnerAddress> owner(Path data);

    /**
     * Starts a server in this process, which becomes the folder's owner.
     *
     * @throws HeldException if another process owns the folder
     * @throws dev.cairn.cli.CliException if it cannot start (a port in use, a folder that cannot be written)
     */
    RunningServer start(ServeOptions options);
}
