package dev.cairn.functions.api.route;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Digest;
import dev.cairn.core.port.Ids;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.api.body.Body;
import dev.cairn.functions.api.http.Call;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of a run that is to be opened: derived from tenant and Idempotency-Key, so that the same request arrives at
 * the same run; without a key a new one.
 *
 * @param bodyHash tells the same request from another under the same key; null without a key
 */
public record NewId(RunKey run, @Nullable String bodyHash) {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int LENGTH = 32;

    static NewId of(Call call, Body body, Ids ids) {
        Optional<String> key = call.request().header(HEADER);
        if (key.isEmpty()) {
            return new NewId(new RunKey(call.caller().tenant(), ids.run()), null);
        }
        if (!KEY.matcher(key.get()).matches()) {
            throw new InvalidInputException(HEADER, "must be 1 to 255 visible ASCII characters");
        }
        String derived = Digest.hex(call.caller().tenant() + "\n" + key.get()).substring(0, LENGTH);
        String route = call.request().method() + " " + call.request().path();
        return new NewId(new RunKey(call.caller().tenant(), new RunId(derived)), body.hash(route));
    }
}
