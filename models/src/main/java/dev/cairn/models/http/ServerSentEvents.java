package dev.cairn.models.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The data of a stream of server-sent events (WHATWG HTML, 9.2); other fields and comments are passed over. */
public final class ServerSentEvents {
    private static final Pattern FIELD = Pattern.compile(":|(?:event|id|retry)(?::|$)");

    private final InputStream in;
    private boolean afterReturn;
    private boolean foreign;
    private boolean own;

    public ServerSentEvents(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next event's data; null at the end of the stream, where an event without its empty line is not one. */
    public @Nullable String next() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (any) {
                    return data.toString();
                }
            } else if (line.startsWith("data:")) {
                data.append(any ? "\n" : "").append(line, line.startsWith("data: ") ? 6 : 5, line.length());
                any = true;
                own = true;
            } else if (FIELD.matcher(line).lookingAt()) {
                own = true;
            } else {
                foreign = true;
            }
        }
        return null;
    }

    /** Whether what was read so far is something else altogether: no line of it is one of an event stream. */
    public boolean foreign() {
        return foreign && !own;
    }

    /** Without its end, which is LF, CR or both; null if the stream ends first. */
    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            boolean second = afterReturn && next == '\n';
            afterReturn = next == '\r';
            if (second) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(next);
        }
        return null;
    }
}
