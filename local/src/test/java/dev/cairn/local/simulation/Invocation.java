package dev.cairn.local.simulation;

import java.util.HashMap;
import java.util.Map;

/** One call of a function: which step it takes, whether it is dead, what struck it, and where it has looked. */
final class Invocation {
    private final String name;
    private final String step;
    private final long epoch;
    private final Map<String, Integer> looked = new HashMap<>();
    private boolean dead;
    private boolean tainted;
    private boolean struck;
    private boolean beside;
    private int begun;

    /**
     * @param step the step that it takes; empty if it takes none
     * @param epoch of the execution that it works for; 0 if it works for none
     */
    Invocation(String name, String step, long epoch) {
        this.name = name;
        this.step = step;
        this.epoch = epoch;
    }

    static Invocation ofNoStep(String name) {
        return new Invocation(name, "", 0);
    }

    long epoch() {
        return epoch;
    }

    String step() {
        return step;
    }

    /** They take turns on two machines. */
    boolean isOnTheOtherMachine() {
        return !name.isEmpty() && name.charAt(name.length() - 1) % 2 == 1;
    }

    void begins(int tick) {
        begun = tick;
    }

    /** When it began. */
    int begun() {
        return begun;
    }

    /** It has an answer that nothing durable holds yet; what struck it before took none away. */
    void holds() {
        struck = false;
    }

    /** A fault befell one of its calls. */
    void struck(Fault fault, Site site) {
        struck |= fault.canLoseAnAnswer(site);
    }

    /** Whether a fault that can lose an answer has struck it since it was last given one. */
    boolean isStruck() {
        return struck;
    }

    /** It was made beside another that does the same. */
    void setBeside() {
        beside = true;
    }

    /** Whether others may do the same at the same time: it is a duplicate, or it hung until they had taken over. */
    boolean isBeside() {
        return beside;
    }

    /** Whether somebody at the API asked for it. */
    boolean isOfPerson() {
        return name.startsWith("api ");
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
