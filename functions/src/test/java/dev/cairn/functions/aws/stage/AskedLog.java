package dev.cairn.functions.aws.stage;

import dev.cairn.functions.aws.testing.Fault;
import dev.cairn.functions.aws.testing.Faults;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what is asked of AWS, and lets it pass. */
public final class AskedLog implements Faults {
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    @Override
    public Fault next(Request request) {
        asked.add(Asked.of(request));
        return Fault.NONE;
    }

    public List<Asked> all() {
        return List.copyOf(asked);
    }

    /** The rights that somebody's calls needed. */
    public Set<Grant> neededBy(String who) {
        Set<Grant> needed = new TreeSet<>();
        asked.stream()
                .filter(one -> one.who().equals(who))
                .map(NeededGrants::of)
                .forEach(needed::addAll);
        // Who may do something to all objects may do it to some.
        needed.removeIf(one ->
                one.resource().equals(Grant.JOURNALS) && needed.contains(new Grant(one.action(), Grant.OBJECTS)));
        return needed;
    }
}
