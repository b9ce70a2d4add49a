package dev.cairn.functions.api;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.port.Executions;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.functions.Services;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The state machine's course, gone in this thread and only when told to. */
final class InlineExecutions implements Executions {
    private final Set<String> started = new HashSet<>();
    private final Deque<Pointer> due = new ArrayDeque<>();
    private final Map<String, Pointer> waiting = new HashMap<>();
    private @Nullable Services services;

    void serve(Services all) {
        services = all;
    }

    @Override
    public synchronized void start(Pointer pointer) {
        if (started.add(pointer.run() + "-" + pointer.epoch())) {
            due.add(pointer);
        }
    }

    @Override
    public synchronized void stop(RunKey run, long epoch, String cause) {
        due.removeIf(pointer -> pointer.run().equals(run) && pointer.epoch() == epoch);
        waiting.values().removeIf(pointer -> pointer.run().equals(run) && pointer.epoch() == epoch);
    }

    @Override
    public synchronized boolean lives(RunKey run, long epoch) {
        return due.stream().anyMatch(pointer -> pointer.run().equals(run) && pointer.epoch() == epoch)
                || waiting.values().stream().anyMatch(pointer -> pointer.run().equals(run) && pointer.epoch() == epoch);
    }

    @Override
    public synchronized boolean wake(String taskToken) {
        Pointer pointer = waiting.remove(taskToken);
        if (pointer != null) {
            due.add(pointer.withNext(StepName.SETTLE));
        }
        return pointer != null;
    }

    /** The tokens that were handed out and are not spent. */
    synchronized Set<String> tokens() {
        return Set.copyOf(waiting.keySet());
    }

    /** As when a request's time has passed. */
    synchronized void timeOut() {
        waiting.values().forEach(pointer -> due.add(pointer.withNext(StepName.SETTLE)));
        waiting.clear();
    }

    /** Goes on until every run waits or has ended. */
    void work() {
        for (Pointer at = next(); at != null; at = next()) {
            try {
                go(at);
            } catch (RuntimeException e) {
                requireNonNull(services).failing().fail(at, String.valueOf(e.getMessage()));
            }
        }
    }

    private synchronized @Nullable Pointer next() {
        return due.poll();
    }

    private void go(Pointer from) {
        Services all = requireNonNull(services);
        Pointer at = from;
        while (at.next() != StepName.CLOSE) {
            if (at.next() == StepName.AWAIT_PERSON) {
                String token = "task-token-" + UUID.randomUUID();
                synchronized (this) {
                    waiting.put(token, at);
                }
                all.waiting().begin(at, token);
                return;
            }
            at = all.steps().take(at.next(), at, () -> false);
        }
    }
}
