package dev.cairn.cli.server;

import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.Http;
import org.jspecify.annotations.Nullable;

/** A server that a command speaks to, for as long as it does. */
public final class Connection implements AutoCloseable {
    /** Whose the server is. */
    public enum Kind {
        /** Named by {@code --endpoint}. */
        REMOTE,
        /** Another process of this machine that owns the data folder. */
        ATTACHED,
        /** This process: runs stop when the command ends. */
        EMBEDDED
    }

    private final Kind kind;
    private final Http http;
    private final CairnApi api;
    private final @Nullable RunningServer embedded;

    Connection(Kind kind, Http http, @Nullable RunningServer embedded) {
        this.kind = kind;
        this.http = http;
        this.api = new CairnApi(http);
        this.embedded = embedded;
    }

    public Kind kind() {
        return kind;
    }

    public CairnApi api() {
        return api;
    }

    @Override
    public void close() {
        http.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
