package dev.cairn.functions.approval;

/**
 * Tells people that they are waited for.
 *
 * <p>It is called when a wait has begun, that is when its token is stored and the request still stands open: at least
 * once, and again when the state machine tries the wait again or the run is resumed. Every call carries a link of its
 * own; all of them answer the same request, once. Whoever wants to tell once keeps what was told by
 * {@link RequestNotice#requestId}.
 */
@FunctionalInterface
public interface Notices {
    /** Tells nobody: people look for themselves. */
    Notices NONE = notice -> {};

    /**
     * Hands the notice over; whether somebody reads it is not waited for.
     *
     * @throws dev.cairn.core.error.StoreException if it could not be handed over. The wait is then tried again as a
     *     whole, and if that does not help the run fails and says why: a run that waits for a person whom nobody told
     *     would wait until its time has passed.
     */
    void tell(RequestNotice notice);
}
