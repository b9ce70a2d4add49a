package dev.cairn.local.simulation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of a function: whether it is dead, which paid answer it holds unsaved, and where it has looked. */
final class Invocation {
    private final String name;
    private final Map<String, Integer> looked = new HashMap<>();
    private boolean dead;
    private boolean tainted;
    private @Nullable String unsaved;

    Invocation(String name) {
        this.name = name;
    }

    boolean isDead() {
        return dead;
    }

    void dies() {
        dead = true;
    }

    /** It was given bytes that are not those that were committed. */
    void taint() {
        tainted = true;
    }

    boolean isTainted() {
        return tainted;
    }

    /** The hash of the paid call whose answer nothing durable holds yet. */
    @Nullable
    String unsaved() {
        return unsaved;
    }

    void holds(@Nullable String hash) {
        unsaved = hash;
    }

    void lookedAt(String key, int tick) {
        looked.put(key, tick);
    }

    /** When it last looked at this object; 0 for never. */
    int lookedAt(String key) {
        return looked.getOrDefault(key, 0);
    }

    @Override
    public String toString() {
        return name;
    }
}
