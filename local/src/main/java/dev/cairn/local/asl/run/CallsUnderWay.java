package dev.cairn.local.asl.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The functions being called at the moment, so that closing can wait for them and then cut them off. */
public final class CallsUnderWay {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    /** How many calls each thread is in; more than one where a function starts an execution on its own thread. */
    private final Map<Thread, Integer> threads = new HashMap<>();

    private boolean closed;

    /** Counts the present thread in; false once closed, and then nothing may be called. */
    boolean begin() {
        lock.lock();
        try {
            if (!closed) {
                threads.merge(Thread.currentThread(), 1, Integer::sum);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            threads.computeIfPresent(Thread.currentThread(), (thread, calls) -> calls == 1 ? null : calls - 1);
            none.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets no further call begin, waits for those under way, and interrupts what is left after the grace. */
    public void close(Duration grace) {
        lock.lock();
        try {
            closed = true;
            long left = grace.toNanos();
            while (!threads.isEmpty() && left > 0) {
                left = none.awaitNanos(left);
            }
            threads.keySet().forEach(Thread::interrupt);
        } catch (InterruptedException hurried) {
            threads.keySet().forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
