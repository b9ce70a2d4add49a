package dev.cairn.functions.handler;

import dev.cairn.core.port.Executions;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Executions that do nothing but be told of. */
public final class RecordedExecutions implements Executions {
    public final List<Pointer> started = new ArrayList<>();
    public final List<String> woken = new ArrayList<>();
    /** As if the process died before it could wake anybody. */
    public boolean deaf;

    /** Tokens under which nobody waits. */
    public final Set<String> unknown = new HashSet<>();

    private final Set<String> alive = new HashSet<>();

    private static String name(RunKey run, long epoch) {
        return run + "-" + epoch;
    }

    @Override
    public void start(Pointer pointer) {
        if (alive.add(name(pointer.run(), pointer.epoch()))) {
            started.add(pointer);
        }
    }

    @Override
    public void stop(RunKey run, long epoch, String cause) {
        alive.remove(name(run, epoch));
    }

    @Override
    public boolean lives(RunKey run, long epoch) {
        return alive.contains(name(run, epoch));
    }

    @Override
    public boolean wake(String taskToken) {
        if (!deaf) {
            woken.add(taskToken);
        }
        return !alive.isEmpty() && !unknown.contains(taskToken);
    }

    /** The process that worked on them is gone. */
    public void die() {
        alive.clear();
    }
}
