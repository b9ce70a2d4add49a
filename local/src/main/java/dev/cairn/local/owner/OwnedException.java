package dev.cairn.local.owner;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The data folder has an owner already. */
public final class OwnedException extends RuntimeException {
    private final transient Optional<OwnerInfo> owner;

    OwnedException(Path data, Optional<OwnerInfo> owner) {
        super(owner.map(info -> "The folder " + data + " is in use by process " + info.pid() + " since "
                        + info.since().truncatedTo(ChronoUnit.SECONDS) + ", which serves it at " + info.api()
                        + ". Other commands attach to it; to start here, end that process or choose another folder"
                        + " with --data.")
                .orElse("The folder " + data + " is in use by another process that is just starting or ending."
                        + " Try again, or choose another folder with --data."));
        this.owner = owner;
    }

    /** Empty if it had not said who it is. */
    public Optional<OwnerInfo> owner() {
        return owner;
    }
}
