package dev.cairn.cli.server;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.Http;
import dev.cairn.cli.api.Pause;
import dev.cairn.cli.api.UnreachableException;
import dev.cairn.cli.auth.AuthChoice;
import dev.cairn.cli.auth.Authentication;
import dev.cairn.cli.auth.FixedHeaders;
import dev.cairn.cli.env.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chooses the server of a command: the one that is named, else the owner of the data folder, else one of its own. */
public final class Servers {
    public static final String OWNER_HEADER = "Cairn-Owner";

    private final ServerSource source;
    private final Environment environment;
    private final InstantSource clock;
    private final Pause pause;
    private final Consumer<String> told;

    /**
     * @param clock by which requests are signed
     * @param told is told when something is tried again
     */
    public Servers(
            ServerSource source, Environment environment, InstantSource clock, Pause pause, Consumer<String> told) {
        this.source = source;
        this.environment = environment;
        this.clock = clock;
        this.pause = pause;
        this.told = told;
    }

    public ServerSource source() {
        return source;
    }

    /** The address given by {@code --endpoint} or CAIRN_ENDPOINT. */
    public Optional<URI> endpoint(@Nullable String option) {
        return option != null
                ? Optional.of(address("--endpoint", option))
                : environment.get("CAIRN_ENDPOINT").map(value -> address("CAIRN_ENDPOINT", value));
    }

    /**
     * A server for the folder, or the one at the address.
     *
     * @param auth how the one at the address is shown who calls
     */
    public Connection connect(Optional<URI> endpoint, AuthChoice auth, ServeOptions embedded) {
        if (endpoint.isPresent()) {
            return new Connection(Connection.Kind.REMOTE, http(endpoint.get(), auth.of(endpoint.get())), null);
        }
        Optional<Connection> attached = attach(embedded.data());
        return attached.isPresent() ? attached.get() : embed(embedded);
    }

    /** The owner of the folder, if there is one and it answers to what it wrote down. */
    public Optional<Connection> attach(Path data) {
        return source.owner(data).flatMap(this::attach);
    }

    private Optional<Connection> attach(OwnerAddress owner) {
        Http http = http(owner.api(), new FixedHeaders(Map.of(OWNER_HEADER, owner.secret())));
        Connection connection = new Connection(Connection.Kind.ATTACHED, http, null);
        try {
            connection.api().sight();
            return Optional.of(connection);
        } catch (UnreachableException e) {
            // Its process is gone, or another listens on its port: the folder's own lock tells who may have it.
            connection.close();
            return Optional.empty();
        } catch (CliException e) {
            connection.close();
            if (e.exit() == ExitCode.REFUSED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Connection embed(ServeOptions options) {
        RunningServer server;
        try {
            server = source.start(options);
        } catch (HeldException e) {
            // Somebody else came between the look and the start.
            return attach(options.data())
                    .orElseThrow(() -> new CliException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e));
        }
        Map<String, String> headers = source.owner(options.data())
                .map(owner -> Map.of(OWNER_HEADER, owner.secret()))
                .orElse(Map.of());
        return new Connection(Connection.Kind.EMBEDDED, http(server.api(), new FixedHeaders(headers)), server);
    }

    private Http http(URI address, Authentication authentication) {
        return new Http(address, authentication, clock, pause, told);
    }

    private static URI address(String field, String text) {
        try {
            URI uri = new URI(text.strip());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw CliException.usage(
                    field, "must be an http:// or https:// address, for example http://127.0.0.1:4570");
        }
        throw CliException.usage(field, "must be an http:// or https:// address, for example http://127.0.0.1:4570");
    }
}
