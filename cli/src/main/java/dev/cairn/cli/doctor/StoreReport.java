package dev.cairn.cli.doctor;

import dev.cairn.cli.follow.Amounts;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.Trouble.Grade;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what a look at a whole store finds; of a store in ruins only the beginning is kept to be shown. */
public final class StoreReport implements Consumer<Trouble> {
    private static final int SHOWN = 1_000;

    private final Map<Grade, Long> counts = new EnumMap<>(Grade.class);
    private final List<Trouble> shown = new ArrayList<>();

    @Override
    public void accept(Trouble trouble) {
        counts.merge(trouble.grade(), 1L, Long::sum);
        if (shown.size() < SHOWN) {
            shown.add(trouble);
        }
    }

    /** The first of them, failures or not, in the order in which they were found. */
    public List<Trouble> troubles() {
        return List.copyOf(shown);
    }

    public long count(Grade grade) {
        return counts.getOrDefault(grade, 0L);
    }

    public boolean failed() {
        return count(Grade.FAIL) > 0;
    }

    public long more() {
        return counts.values().stream().mapToLong(Long::longValue).sum() - shown.size();
    }

    /** The one line that tells how it is. */
    public Finding finding(long runs) {
        String looked = Amounts.count(runs, "run") + " checked";
        if (failed()) {
            return Finding.fail(
                    "store",
                    looked + ", " + Amounts.count(count(Grade.FAIL), "thing") + " broken or missing",
                    "each is told below, with what to do");
        }
        return count(Grade.WARN) > 0
                ? Finding.warn(
                        "store",
                        looked + ", nothing is lost, " + Amounts.count(count(Grade.WARN), "thing") + " to look at",
                        "each is told below, with what to do")
                : Finding.ok("store", looked + ", everything is whole");
    }
}
