package dev.cairn.local.simulation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One fault at one call of the invocations of a kind, once it is armed. */
final class Strike implements FaultPlan {
    private final FaultPlan before;
    private final Fault fault;
    private final int at;
    private @Nullable World world;
    private String whose = "";
    private int calls;

    /**
     * @param before what befalls other calls
     * @param at which of the calls, from 1
     */
    Strike(FaultPlan before, Fault fault, int at) {
        this.before = before;
        this.fault = fault;
        this.at = at;
    }

    /** @param kind what the names of the invocations begin with */
    void arm(World in, String kind) {
        world = in;
        whose = kind;
    }

    /** Whether so many calls were made that it struck. */
    boolean hasStruck() {
        return calls >= at;
    }

    @Override
    public Fault at(int number, Site site) {
        boolean meant = world != null
                && Objects.toString(world.turns().invocation(), "").startsWith(whose);
        return meant && ++calls == at ? fault : before.at(number, site);
    }
}
