package dev.cairn.local;

import dev.cairn.core.error.StoreException;
import dev.cairn.functions.approval.Notices;
import dev.cairn.functions.approval.RequestNotice;
import dev.cairn.local.lambda.LogSink;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says in the log that somebody is waited for. A link is a secret: it goes to who asked for links and into no file. */
final class LoggedNotices implements Notices {
    private final LogSink log;
    private final @Nullable Consumer<String> links;

    LoggedNotices(LogSink log, @Nullable Consumer<String> links) {
        this.log = log;
        this.links = links;
    }

    @Override
    public void tell(RequestNotice notice) {
        String waits = "Run " + notice.run().runId() + " waits for a person (" + notice.type() + ") until "
                + notice.expiresAt() + ".";
        try {
            log.write(
                    "notice",
                    waits + " Read and answer it with: cairn watch "
                            + notice.run().runId());
        } catch (UncheckedIOException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
        if (links != null && notice.link() != null) {
            links.accept(waits + " Answer it at: " + notice.link());
        }
    }
}
