package dev.cairn.core.audit;

import static java.util.Objects.requireNonNull;

/**
 * Who does something, as the surroundings vouch for it.
 *
 * @param who a name that the authorizer gave
 * @param from an address, or the part of Cairn that it came through
 * @param requestId under which the log has the same request
 */
public record Actor(String who, String from, String requestId) {
    /** Cairn itself: what it does because its time has come. */
    public static final Actor CAIRN = of("cairn");

    public Actor {
        requireNonNull(who, "who is null");
        requireNonNull(from, "from is null");
        requireNonNull(requestId, "requestId is null");
    }

    /** Somebody who acts from inside this process. */
    public static Actor of(String who) {
        return new Actor(who, "inside", "");
    }
}
