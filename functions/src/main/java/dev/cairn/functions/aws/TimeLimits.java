package dev.cairn.functions.aws;

import dev.cairn.functions.aws.client.Patience;
import java.time.Duration;
import java.util.Map;

/**
 * How long a call of AWS may take in a function that has little time: it is to say itself what did not answer, and not to
 * be cut off while it waits. A function is not told its time-out before it is called, so those of the template stand here.
 */
final class TimeLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Time-outs by method; the others have many times what a call may take. */
    private static final Map<String, Duration> SHORT = Map.of(
            "api", Duration.ofSeconds(29),
            "awaitPerson", MINUTE,
            "handover", MINUTE,
            "open", MINUTE,
            "recordFailure", MINUTE);

    private TimeLimits() {}

    /** @param handler as the template and the runtime name it: {@code package.Class::method} */
    static Patience patience(String handler) {
        Duration limit = SHORT.get(handler.substring(handler.lastIndexOf(':') + 1));
        return limit == null ? Patience.DEFAULT : Patience.DEFAULT.within(limit);
    }
}
