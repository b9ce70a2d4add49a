package dev.cairn.core.world;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.lifecycle.Awaiting;
import dev.cairn.core.lifecycle.Failing;
import dev.cairn.core.port.Executions;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.step.StepRunner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state machine as plain calls: goes from state to state until it waits for a person or ends. */
public final class InlineExecutions implements Executions {
    private final Map<String, Pointer> waiting = new HashMap<>();
    private final Set<String> alive = new HashSet<>();
    private final Set<String> started = new HashSet<>();
    private final Deque<Pointer> ready = new ArrayDeque<>();
    private final List<StepName> states = new ArrayList<>();
    private @Nullable StepRunner steps;
    private @Nullable Awaiting awaiting;
    private @Nullable Failing failing;
    private int tokens;
    private boolean refusing;

    void use(StepRunner runner, Awaiting await, Failing fail) {
        this.steps = runner;
        this.awaiting = await;
        this.failing = fail;
    }

    private static String name(RunKey run, long epoch) {
        return run + "-" + epoch;
    }

    /** As if the execution had not been stopped. */
    public void revive(RunKey run, long epoch) {
        alive.add(name(run, epoch));
    }

    public void refuseStarts(boolean refuse) {
        refusing = refuse;
    }

    @Override
    public void start(Pointer pointer) {
        if (refusing) {
            throw new StoreException("no execution can be started");
        }
        if (started.add(name(pointer.run(), pointer.epoch()))) {
            alive.add(name(pointer.run(), pointer.epoch()));
            ready.add(pointer);
        }
    }

    @Override
    public void stop(RunKey run, long epoch, String cause) {
        alive.remove(name(run, epoch));
        waiting.values().removeIf(pointer -> pointer.run().equals(run) && pointer.epoch() == epoch);
    }

    @Override
    public boolean lives(RunKey run, long epoch) {
        return alive.contains(name(run, epoch));
    }

    @Override
    public boolean wake(String taskToken) {
        Pointer pointer = waiting.remove(taskToken);
        if (pointer == null) {
            return false;
        }
        ready.add(pointer.withNext(StepName.SETTLE));
        return true;
    }

    /** The execution process dies: nothing of it is left but what is stored. */
    public void die() {
        waiting.clear();
        alive.clear();
        ready.clear();
    }

    /** As the time-out of the wait does. */
    public void timeOutWaits() {
        waiting.forEach((token, pointer) -> ready.add(pointer.withNext(StepName.SETTLE)));
        waiting.clear();
    }

    /** Works until every execution waits or has ended. */
    public void work() {
        while (!ready.isEmpty()) {
            Pointer pointer = ready.removeFirst();
            while (pointer != null) {
                pointer = step(pointer);
            }
        }
    }

    private @Nullable Pointer step(Pointer pointer) {
        if (steps == null || awaiting == null || failing == null) {
            throw new IllegalStateException("no machine was given");
        }
        if (!alive.contains(name(pointer.run(), pointer.epoch()))) {
            return null;
        }
        states.add(pointer.next());
        switch (pointer.next()) {
            case CLOSE -> {
                alive.remove(name(pointer.run(), pointer.epoch()));
                return null;
            }
            case AWAIT_PERSON -> {
                String token = "token-" + ++tokens;
                waiting.put(token, pointer);
                awaiting.await(pointer, token);
                return null;
            }
            default -> {
                try {
                    return steps.take(pointer.next(), pointer, () -> false);
                } catch (ModelException e) {
                    failing.fail(pointer, String.valueOf(e.getMessage()));
                    alive.remove(name(pointer.run(), pointer.epoch()));
                    return null;
                }
            }
        }
    }

    public List<StepName> states() {
        return List.copyOf(states);
    }
}
