package dev.cairn.cli.server;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import java.nio.file.Path;
import java.util.Optional;

/** The one place where the command meets the local stack. */
public final class EmbeddedServers implements ServerSource {
    @Override
    public Optional<OwnerAddress> owner(Path data) {
        return Optional.empty();
    }

    @Override
    public RunningServer start(ServeOptions options) {
        throw new CliException(
                ExitCode.UNREACHABLE, "This build has no embedded server; name one with --endpoint or CAIRN_ENDPOINT");
    }
}
