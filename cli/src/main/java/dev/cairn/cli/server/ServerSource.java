package dev.cairn.cli.server;

import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.Unopened;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

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

    /**
     * Checks everything that such a server would hold; what is found goes out as it is found.
     *
     * @return how many runs were looked at
     */
    long check(ServeOptions where, Consumer<Trouble> troubles);

    /**
     * Adds the runs to the index of such a store that have objects there and are not in it.
     *
     * @param replace whether the whole index is to be made anew; of a data folder only
     * @throws HeldException if another process owns the folder
     */
    IndexRebuild.Outcome rebuildIndex(ServeOptions where, boolean replace, Consumer<Trouble> troubles);

    /**
     * Removes what openings and forks left in such a store that died before the index had their run.
     *
     * @throws HeldException if another process owns the folder
     */
    Unopened.Outcome clean(ServeOptions where, Consumer<Trouble> troubles);
}
