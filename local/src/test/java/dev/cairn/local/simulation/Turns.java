package dev.cairn.local.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which exactly one runs at a time. At every pause a {@link Chooser} says who goes on, so that what is
 * concurrent in the world is a sequence here, and the same choices give the same sequence.
 */
final class Turns {
    /** Chooses who goes on. */
    @FunctionalInterface
    interface Chooser {
        Chooser FIRST = (count, mayStay) -> 0;

        /**
         * @param count how many could go on
         * @param mayStay whether the first of them is the one that runs now
         */
        int among(int count, boolean mayStay);
    }

    private final Chooser chooser;
    private final List<Task> all = new ArrayList<>();
    private final List<Task> ready = new ArrayList<>();
    private final Set<Task> asleep = new LinkedHashSet<>();
    private final Semaphore idle = new Semaphore(0);
    private @Nullable Task current;
    private @Nullable Throwable trouble;

    Turns(Chooser chooser) {
        this.chooser = chooser;
    }

    static final class Task {
        private final String name;
        private final Runnable body;
        private final Semaphore gate = new Semaphore(0);
        private boolean started;
        private boolean doomed;
        private boolean done;
        private int observed;
        private @Nullable Invocation invocation;

        private Task(String name, Runnable body) {
            this.name = name;
            this.body = body;
        }
    }

    /** Something to be done, on a thread of its own. */
    void spawn(String name, Runnable body) {
        Task task = new Task(name, body);
        all.add(task);
        ready.add(task);
    }

    /** Whoever runs now learned something, on which it may act. */
    void observe(Object what) {
        if (current != null) {
            current.observed = 31 * current.observed + what.hashCode();
        }
    }

    /** What everybody knows: with the stores, all that the rest can follow from. */
    int knowledge() {
        int sum = 0;
        for (Task task : all) {
            sum += mixed(Objects.hash(task.name, task.observed, task.done, task.started));
        }
        return sum;
    }

    /** So that it matters who of two knows what: plain hashes of both add up to the same whoever does. */
    private static int mixed(int hash) {
        int half = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        int whole = (half ^ (half >>> 13)) * 0xC2B2AE35;
        return whole ^ (whole >>> 16);
    }

    /** The invocation that runs now, or null on the thread that drives the world. */
    @Nullable
    Invocation invocation() {
        return current == null ? null : current.invocation;
    }

    String running() {
        return current == null ? "the world" : current.name;
    }

    void carry(@Nullable Invocation invocation) {
        if (current != null) {
            current.invocation = invocation;
        }
    }

    /** Lets others go first, if the chooser says so. */
    void pause() {
        Task me = current;
        if (me == null) {
            return;
        }
        if (!me.doomed && !ready.isEmpty()) {
            int pick = chooser.among(ready.size() + 1, true);
            if (pick > 0) {
                Task next = ready.remove(pick - 1);
                ready.add(me);
                handTo(next);
                me.gate.acquireUninterruptibly();
            }
        }
        if (me.doomed) {
            throw new Crash();
        }
    }

    /** Sleeps until the waker that is handed out is run. */
    void sleep(Consumer<Runnable> alarm) {
        Task me = current;
        if (me == null) {
            return;
        }
        asleep.add(me);
        alarm.accept(() -> {
            if (asleep.remove(me)) {
                ready.add(me);
            }
        });
        handOn();
        me.gate.acquireUninterruptibly();
        if (me.doomed) {
            throw new Crash();
        }
    }

    /** Whatever is under way dies where it stands; what was not begun never begins. */
    void doomAll() {
        ready.removeIf(task -> !task.started);
        ready.addAll(asleep);
        asleep.clear();
        ready.forEach(task -> task.doomed = true);
        if (current != null) {
            current.doomed = true;
        }
    }

    /** Runs whatever can run, until everybody sleeps or is done. Called by the thread that drives the world. */
    void runUntilIdle() {
        if (ready.isEmpty()) {
            return;
        }
        all.removeIf(task -> task.done);
        handTo(ready.remove(chooser.among(ready.size(), false)));
        idle.acquireUninterruptibly();
        if (trouble != null) {
            throw new IllegalStateException("a task of the simulation failed", trouble);
        }
    }

    private void handTo(Task next) {
        current = next;
        if (next.started) {
            next.gate.release();
        } else {
            next.started = true;
            Thread.ofVirtual().name(next.name).start(() -> run(next));
        }
    }

    private void run(Task task) {
        try {
            task.body.run();
        } catch (Crash dead) {
            // The end of this task, as intended.
        } catch (Throwable failed) {
            trouble = failed;
        }
        task.done = true;
        handOn();
    }

    private void handOn() {
        if (ready.isEmpty()) {
            current = null;
            idle.release();
        } else {
            handTo(ready.remove(chooser.among(ready.size(), false)));
        }
    }
}
