package dev.cairn.functions.aws.testing;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Faults of every kind at random, while it lasts; each kind is counted. */
public final class Storm implements Faults {
    /** Of a thousand requests, how many meet each; what is left passes. */
    private static final int THROTTLED = 120;

    private static final int CONFLICT = 40;
    private static final int FAILED = 30;
    private static final int FAILED_AFTER = 30;
    private static final int BROKEN = 30;
    private static final int BROKEN_AFTER = 30;
    private static final int SILENT = 5;

    private final Random random;
    private final Map<String, Integer> counts = new TreeMap<>();
    private boolean rages;

    public Storm(long seed) {
        random = new Random(seed);
    }

    public synchronized void begin() {
        rages = true;
    }

    public synchronized void end() {
        rages = false;
    }

    /** How many of each kind there were, by its name. */
    public synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    @Override
    public synchronized Fault next(Request request) {
        if (!rages) {
            return Fault.NONE;
        }
        int lot = random.nextInt(1_000);
        lot -= THROTTLED;
        if (lot < 0) {
            return counted("throttled", (request.isDynamo() ? Refusal.THROTTLED : Refusal.SLOW_DOWN).fault());
        }
        lot -= CONFLICT;
        if (lot < 0) {
            return conflict(request);
        }
        lot -= FAILED;
        if (lot < 0) {
            return counted("failed", Refusal.FAILED.fault());
        }
        lot -= FAILED_AFTER;
        if (lot < 0) {
            return counted("failed after effect", new Fault.Refused(Refusal.FAILED, true));
        }
        lot -= BROKEN;
        if (lot < 0) {
            return counted("broken", new Fault.Broken(false));
        }
        lot -= BROKEN_AFTER;
        if (lot < 0) {
            return counted("broken after effect", new Fault.Broken(true));
        }
        lot -= SILENT;
        return lot < 0 ? counted("silent after effect", new Fault.Silent()) : Fault.NONE;
    }

    private Fault conflict(Request request) {
        if (request.is("TransactWriteItems")) {
            return counted("transactions that met another", Refusal.CONFLICT.fault());
        }
        return request.method().equals("PUT") ? counted("keys that were busy", Refusal.KEY_BUSY.fault()) : Fault.NONE;
    }

    private Fault counted(String kind, Fault fault) {
        counts.merge(kind, 1, Integer::sum);
        return fault;
    }
}
