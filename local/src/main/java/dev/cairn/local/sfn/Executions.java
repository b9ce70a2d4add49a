package dev.cairn.local.sfn;

import dev.cairn.local.asl.run.Execution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The executions that run and the newest of those that have ended. */
final class Executions {
    private final Retention retention;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> byArn = new HashMap<>();
    private final NavigableMap<Long, Execution> byNumber = new TreeMap<>();
    private final Deque<Entry> endedOnes = new ArrayDeque<>();
    private long lastNumber;
    private long endedEvents;

    /**
     * An execution in its place.
     *
     * @param number counted from 1 in the order of their starts
     */
    record Entry(long number, Execution execution) {
        String arn() {
            return execution.identity().executionArn();
        }
    }

    Executions(Retention retention) {
        this.retention = retention;
    }

    /** Adds it unless its ARN is taken; gives the one that has the ARN now. */
    Execution putIfAbsent(Execution execution) {
        lock.lock();
        try {
            Entry taken = byArn.get(execution.identity().executionArn());
            if (taken != null) {
                return taken.execution();
            }
            Entry entry = new Entry(++lastNumber, execution);
            byArn.put(entry.arn(), entry);
            byNumber.put(entry.number(), execution);
            return execution;
        } finally {
            lock.unlock();
        }
    }

    Optional<Execution> find(String arn) {
        lock.lock();
        try {
            return Optional.ofNullable(byArn.get(arn)).map(Entry::execution);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the oldest that have ended, if there are too many with this one. */
    void ended(String arn) {
        lock.lock();
        try {
            Entry entry = byArn.get(arn);
            if (entry == null) {
                return;
            }
            endedOnes.add(entry);
            endedEvents += entry.execution().eventCount();
            while (endedOnes.size() > 1
                    && (endedOnes.size() > retention.executions() || endedEvents > retention.events())) {
                Entry oldest = endedOnes.remove();
                endedEvents -= oldest.execution().eventCount();
                byArn.remove(oldest.arn());
                byNumber.remove(oldest.number());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The newest first.
     *
     * @param before only those that were started before this one's number
     * @param most   how many at most
     */
    List<Entry> list(Predicate<Execution> wanted, long before, int most) {
        lock.lock();
        try {
            var found = new ArrayList<Entry>();
            for (Map.Entry<Long, Execution> one :
                    byNumber.headMap(before, false).descendingMap().entrySet()) {
                if (found.size() == most) {
                    break;
                }
                if (wanted.test(one.getValue())) {
                    found.add(new Entry(one.getKey(), one.getValue()));
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    List<Execution> all() {
        lock.lock();
        try {
            return List.copyOf(byNumber.values());
        } finally {
            lock.unlock();
        }
    }
}
