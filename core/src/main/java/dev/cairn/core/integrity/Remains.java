package dev.cairn.core.integrity;

import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an index still holds of a run whose own record it lost. What the objects tell is written anew, and what they do
 * not tell may name a checkpoint that is no more, in whose place none could be committed ever again. Who did what stays, and what
 * befell the run between two checkpoints.
 */
final class Remains {
    private static final int PAGE = 25;

    private final IndexStore index;
    private final RunKey run;

    Remains(IndexStore index, RunKey run) {
        this.index = index;
        this.run = run;
    }

    void clear() {
        clear(RecordKind.TOKEN, token -> true);
        clear(RecordKind.EVENTS, events -> events.checkpointId() != null);
        clear(RecordKind.REQUEST, request -> true);
        clear(RecordKind.CHECKPOINT, checkpoint -> true);
    }

    private <T extends IndexRecord> void clear(RecordKind<T> kind, Predicate<T> goes) {
        String after = null;
        List<T> page;
        do {
            page = index.list(run, kind, after, false, PAGE);
            List<Write> removed = page.stream()
                    .filter(goes)
                    .<Write>map(record -> new Write.Remove(record.key()))
                    .toList();
            if (!removed.isEmpty()) {
                index.transact(removed);
            }
            after = page.isEmpty() ? after : page.getLast().key().sort();
        } while (page.size() == PAGE);
    }
}
