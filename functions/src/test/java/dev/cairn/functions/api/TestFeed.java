package dev.cairn.functions.api;

import dev.cairn.core.event.Event;
import dev.cairn.core.event.EventType;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.EventFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a process that both works and serves knows of its runs. */
final class TestFeed implements EventFeed, EventSink {
    private final Map<RunKey, List<Event>> deltas = new HashMap<>();
    private final Map<RunKey, Long> marks = new HashMap<>();
    private int waits;
    private Runnable afterLook = () -> {};

    @Override
    public synchronized void delta(RunKey run, long seq, String author, String text) {
        List<Event> events = deltas.computeIfAbsent(run, any -> new ArrayList<>());
        events.add(new Event(
                EventsRecord.eventId(EventsRecord.beforeCheckpoint(seq), events.size()),
                run.runId(),
                seq,
                null,
                EventType.AGENT_DELTA,
                Instant.EPOCH,
                Json.toTree(Map.of("author", author, "text", text))));
        happened(run);
    }

    @Override
    public synchronized void committed(RunKey run, List<Event> events) {
        happened(run);
    }

    @Override
    public void lost(RunKey run, String what, RuntimeException cause) {
        throw new AssertionError("nothing is lost on the way to a test: " + what, cause);
    }

    private void happened(RunKey run) {
        marks.merge(run, 1L, Long::sum);
        notifyAll();
    }

    /** Deltas are what is looked at last. */
    @Override
    public synchronized List<Event> deltas(RunKey run, String after) {
        List<Event> found = deltas.getOrDefault(run, List.of()).stream()
                .filter(event -> event.id().compareTo(after) > 0)
                .toList();
        Runnable then = afterLook;
        afterLook = () -> {};
        then.run();
        return found;
    }

    /** Done once, between a look at the events and what follows from it. */
    synchronized void afterTheNextLook(Runnable then) {
        afterLook = then;
    }

    @Override
    public synchronized long mark(RunKey run) {
        return marks.getOrDefault(run, 0L);
    }

    @Override
    public synchronized void await(RunKey run, long mark, Duration atMost) {
        waits++;
        notifyAll();
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toNanos(); mark(run) == mark && left > 0; left = end - System.nanoTime()) {
                wait(Math.max(1, left / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until somebody waits for news. */
    synchronized void untilAwaited() throws InterruptedException {
        while (waits == 0) {
            wait(10_000);
        }
    }

    synchronized int waits() {
        return waits;
    }
}
