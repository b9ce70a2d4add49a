package dev.cairn.local.asl.run;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Real time, from one thread that sleeps until the next timer is due. Timers follow the wall clock, not the time the
 * machine was awake: after a laptop's lid was closed for a night, a wait that ended meanwhile ends within
 * {@value #LONGEST_SLEEP_SECONDS} seconds.
 */
public final class SystemScheduler implements Scheduler, AutoCloseable {
    private static final long LONGEST_SLEEP_SECONDS = 20;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<Due, Runnable> timers = new TreeMap<>();
    private long lastNumber;
    private boolean closed;

    private record Due(Instant at, long number) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private SystemScheduler(Clock clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Starts the thread; it ends with {@link #close} and keeps no process alive. */
    public static SystemScheduler start(Clock clock) {
        var scheduler = new SystemScheduler(clock);
        Thread.ofPlatform().daemon().name("step-functions-timers").start(scheduler::run);
        return scheduler;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        requireNonNull(action, "action is null");
        lock.lock();
        try {
            var due = new Due(now().plus(delay), ++lastNumber);
            if (!closed) {
                timers.put(due, action);
                changed.signal();
            }
            return () -> cancel(due);
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Due due) {
        lock.lock();
        try {
            timers.remove(due);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Runnable action = next();
        while (action != null) {
            try {
                action.run();
            } catch (RuntimeException fault) {
                // One timer's fault is no reason to lose the others; it is still told.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
            }
            action = next();
        }
    }

    /** Waits for the next timer that is due; null once closed. */
    private @Nullable Runnable next() {
        lock.lock();
        try {
            while (!closed) {
                var first = timers.firstEntry();
                Duration left = first == null
                        ? Duration.ofSeconds(LONGEST_SLEEP_SECONDS)
                        : Duration.between(now(), first.getKey().at());
                if (first != null && !left.isPositive()) {
                    timers.remove(first.getKey());
                    return first.getValue();
                }
                long millis = Math.min(TimeUnit.SECONDS.toMillis(LONGEST_SLEEP_SECONDS), left.toMillis() + 1);
                var _ = changed.await(millis, TimeUnit.MILLISECONDS);
            }
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets every timer and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            timers.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
