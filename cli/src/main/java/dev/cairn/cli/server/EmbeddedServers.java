package dev.cairn.cli.server;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.core.error.CairnException;
import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.Unopened;
import dev.cairn.local.AwsStore;
import dev.cairn.local.LocalOptions;
import dev.cairn.local.LocalServer;
import dev.cairn.local.LocalStartException;
import dev.cairn.local.LocalStore;
import dev.cairn.local.owner.OwnedException;
import dev.cairn.local.owner.Owner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The one place where the command meets the local stack. */
public final class EmbeddedServers implements ServerSource {
    @Override
    public Optional<OwnerAddress> owner(Path data) {
        return Owner.find(data)
                .map(info ->
                        new OwnerAddress(info.pid(), info.api(), info.stepFunctions(), info.secret(), info.since()));
    }

    @Override
    public RunningServer start(ServeOptions options) {
        try {
            return new Embedded(LocalServer.start(new LocalOptions(
                    options.data(),
                    options.apiPort(),
                    options.sfnPort(),
                    options.serve(),
                    options.resume(),
                    options.pace(),
                    options.env(),
                    options.store(),
                    options.links())));
        } catch (OwnedException e) {
            throw new HeldException(String.valueOf(e.getMessage()));
        } catch (LocalStartException | CairnException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public long check(ServeOptions where, Consumer<Trouble> troubles) {
        return switch (where.store()) {
            case FILES -> LocalStore.of(where.data()).check(troubles);
            case AWS -> AwsStore.check(where.env(), troubles);
        };
    }

    @Override
    public IndexRebuild.Outcome rebuildIndex(ServeOptions where, boolean replace, Consumer<Trouble> troubles) {
        try {
            return switch (where.store()) {
                case FILES -> LocalStore.of(where.data()).rebuildIndex(replace, Instant.now(), troubles);
                case AWS -> AwsStore.rebuildIndex(where.env(), Instant.now(), troubles);
            };
        } catch (OwnedException e) {
            throw new HeldException(String.valueOf(e.getMessage()));
        } catch (LocalStartException | CairnException e) {
            throw new CliException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Unopened.Outcome clean(ServeOptions where, Consumer<Trouble> troubles) {
        try {
            return switch (where.store()) {
                case FILES -> LocalStore.of(where.data()).clean(Instant.now(), troubles);
                case AWS -> AwsStore.clean(where.env(), Instant.now(), troubles);
            };
        } catch (OwnedException e) {
            throw new HeldException(String.valueOf(e.getMessage()));
        } catch (LocalStartException | CairnException e) {
            throw new CliException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private record Embedded(LocalServer server) implements RunningServer {
        @Override
        public URI api() {
            return server.api();
        }

        @Override
        public URI stepFunctions() {
            return server.stepFunctions();
        }

        @Override
        public Path data() {
            return server.data();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
