package dev.cairn.core.integrity;

import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.run.RunKey;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run's records beside what they ought to say. */
final class RecordCheck {
    private final RunKey run;
    private final Consumer<Trouble> troubles;

    RecordCheck(RunKey run, Consumer<Trouble> troubles) {
        this.run = run;
        this.troubles = troubles;
    }

    /** @param stored null if there is none */
    void same(String place, @Nullable IndexRecord stored, IndexRecord due) {
        if (stored == null) {
            wrong(place, "is missing in the index");
            return;
        }
        List<Difference> differences = Difference.between(stored, due);
        if (!differences.isEmpty()) {
            wrong(place, "is not what its objects say: " + Difference.words(differences));
        }
    }

    void wrong(String place, String what) {
        troubles.accept(new Trouble(
                Grade.FAIL,
                run,
                place + " of run " + run.runId(),
                what,
                "make the index anew of the objects: cairn doctor --rebuild-index --replace"));
    }
}
