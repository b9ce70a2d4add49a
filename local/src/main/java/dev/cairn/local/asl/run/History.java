package dev.cairn.local.asl.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened in an execution, in order. Guarded by the execution's lock. */
final class History {
    /** What AWS allows; the last of them can only end the execution. */
    static final int LONGEST = 25_000;

    private final List<HistoryEvent> events = new ArrayList<>();

    /** Signals that the last place is taken by an event that does not end the execution. */
    static final class Full extends RuntimeException {
        Full() {
            super("The execution reached the maximum number of history events (" + LONGEST + ").", null, false, false);
        }
    }

    /** Adds an event that follows from the one before it. */
    long add(Instant at, EventType type, EventDetails details) {
        return add(at, type, details, events.size() <= 1 ? 0 : events.size());
    }

    long add(Instant at, EventType type, EventDetails details, long previousId) {
        if (events.size() + 1 >= LONGEST
                && !(details instanceof EventDetails.Ended || details instanceof EventDetails.Succeeded)) {
            throw new Full();
        }
        long id = events.size() + 1L;
        events.add(new HistoryEvent(id, previousId, at, type, details));
        return id;
    }

    long lastId() {
        return events.size();
    }

    HistoryEvent get(long id) {
        return events.get(Math.toIntExact(id - 1));
    }

    List<HistoryEvent> all() {
        return List.copyOf(events);
    }
}
