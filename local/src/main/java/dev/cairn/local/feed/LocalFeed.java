package dev.cairn.local.feed;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.event.Event;
import dev.cairn.core.event.EventType;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.Causes;
import dev.cairn.functions.EventFeed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Streamed text and notices of the moment, kept in memory for an hour and within bounds, and the news that something
 * happened, for whoever waits for it. Committed events are not kept: the index holds them.
 */
public final class LocalFeed implements EventSink, EventFeed, AutoCloseable {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final long MOST_CHARACTERS = 32 * 1024 * 1024;
    private static final int COST_OF_EVENT = 200;

    private final InstantSource clock;
    private final Consumer<String> log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<RunKey, Watched> runs = new HashMap<>();
    private final Deque<Kept> oldestFirst = new ArrayDeque<>();
    private long characters;
    private long happened;
    private long lastDelta;
    private boolean closed;

    private record Kept(RunKey run, String id, Instant at, int cost) {}

    /** @param log gets a line of JSON for what could not be told */
    public LocalFeed(InstantSource clock, Consumer<String> log) {
        this.clock = requireNonNull(clock, "clock is null");
        this.log = requireNonNull(log, "log is null");
        // Above what an earlier process gave out, so that whoever asks for what is new since then misses nothing.
        this.lastDelta = clock.millis() * 1_000;
    }

    @Override
    public void delta(RunKey run, long seq, String author, String text) {
        live(run, seq, EventType.AGENT_DELTA, Map.of("author", author, "text", text), text.length());
    }

    /**
     * Tells who follows the run something that is not committed.
     *
     * @param seq of the coming checkpoint, as far as the caller knows; where more is known here, that counts, so that
     *     the notice comes after what was told before
     * @param text for a person
     * @param data more of it
     */
    public void notice(RunKey run, long seq, String text, Map<String, ?> data) {
        Map<String, Object> told = new HashMap<>(data);
        told.put("text", text);
        live(run, seq, EventType.NOTICE, told, text.length());
    }

    private void live(RunKey run, long given, EventType type, Map<String, ?> data, int length) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Watched watched = watched(run);
            long seq = type == EventType.NOTICE ? Math.max(given, watched.coming) : given;
            watched.coming = Math.max(seq, watched.coming);
            String id = EventsRecord.beforeCheckpoint(seq) + "-" + String.format("%019d", ++lastDelta);
            Event event = new Event(id, run.runId(), seq, null, type, now, Json.toTree(data));
            int cost = length + COST_OF_EVENT;
            watched.deltas.put(id, event);
            oldestFirst.add(new Kept(run, id, now, cost));
            characters += cost;
            forget(now);
            tell(run);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void committed(RunKey run, List<Event> events) {
        lock.lock();
        try {
            forget(clock.instant());
            Watched watched = watched(run);
            for (Event event : events) {
                watched.coming = Math.max(event.seq() + 1, watched.coming);
            }
            tell(run);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lost(RunKey run, String what, RuntimeException cause) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("level", "error").put("runId", run.runId().value());
        line.put("message", "Who follows the run was not told of " + what + "; the run goes on.");
        line.set("causes", Causes.of(cause));
        log.accept(Json.text(line));
    }

    @Override
    public List<Event> deltas(RunKey run, String after) {
        lock.lock();
        try {
            forget(clock.instant());
            Watched watched = runs.get(run);
            return watched == null
                    ? List.of()
                    : List.copyOf(watched.deltas.tailMap(after, false).values());
        } finally {
            lock.unlock();
        }
    }

    /** Counts over all runs, so that a run need not be remembered for its mark to hold. */
    @Override
    public long mark(RunKey run) {
        lock.lock();
        try {
            return happened;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void await(RunKey run, long mark, Duration atMost) {
        lock.lock();
        try {
            Watched watched = watched(run);
            watched.waiting++;
            try {
                long left = atMost.toNanos();
                while (!closed && watched.last <= mark && left > 0) {
                    left = watched.news.awaitNanos(left);
                }
            } finally {
                watched.waiting--;
                drop(run, watched);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private Watched watched(RunKey run) {
        return runs.computeIfAbsent(run, _ -> new Watched(lock.newCondition()));
    }

    private void tell(RunKey run) {
        happened++;
        Watched watched = watched(run);
        watched.last = happened;
        watched.at = clock.instant();
        watched.news.signalAll();
    }

    /** Lets go of what is too old, or too much. */
    private void forget(Instant now) {
        Instant limit = now.minus(KEPT);
        Kept oldest = oldestFirst.peek();
        while (oldest != null && (characters > MOST_CHARACTERS || oldest.at().isBefore(limit))) {
            oldestFirst.remove();
            characters -= oldest.cost();
            Watched watched = runs.get(oldest.run());
            if (watched != null) {
                watched.deltas.remove(oldest.id());
                drop(oldest.run(), watched);
            }
            oldest = oldestFirst.peek();
        }
    }

    /** A run is remembered while somebody may hold a mark from before its last news. */
    private void drop(RunKey run, Watched watched) {
        if (watched.isIdle(clock.instant().minus(KEPT))) {
            runs.remove(run, watched);
        }
    }

    /** Lets go of whoever waits; nobody waits from now on. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            runs.values().forEach(watched -> watched.news.signalAll());
        } finally {
            lock.unlock();
        }
    }
}
