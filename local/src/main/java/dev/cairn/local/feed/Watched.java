package dev.cairn.local.feed;

import dev.cairn.core.event.Event;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;

/** What is known of one run at the moment; guarded by the feed's lock. */
final class Watched {
    final Condition news;
    final TreeMap<String, Event> deltas = new TreeMap<>();
    /** The feed's count at the last news. */
    long last;

    /** The least that the coming checkpoint's seq can be. */
    long coming;

    Instant at = Instant.MIN;
    int waiting;

    Watched(Condition news) {
        this.news = news;
    }

    boolean isIdle(Instant since) {
        return waiting == 0 && deltas.isEmpty() && at.isBefore(since);
    }
}
