package dev.cairn.core.integrity;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an index still holds of a run whose own record it lost, beside what the objects tell: it may name a checkpoint
 * that is no more, in whose place none could be committed ever again. Who did what stays, and what befell the run between
 * two checkpoints.
 */
final class Remains {
    private static final int PAGE = 25;

    private final IndexStore index;
    private final RunKey run;

    Remains(IndexStore index, RunKey run) {
        this.index = index;
        this.run = run;
    }

    /**
     * @param told what the objects tell, which stays
     * @return false if the run's own record is there again; then nothing more is removed
     */
    boolean clear(Set<IndexKey<?>> told) {
        return clear(RecordKind.TOKEN, token -> true)
                && clear(RecordKind.EVENTS, events -> events.checkpointId() != null && !told.contains(events.key()))
                && clear(RecordKind.REQUEST, request -> !told.contains(request.key()))
                && clear(RecordKind.CHECKPOINT, checkpoint -> !told.contains(checkpoint.key()));
    }

    private <T extends IndexRecord> boolean clear(RecordKind<T> kind, Predicate<T> goes) {
        String after = null;
        List<T> page;
        do {
            page = index.list(run, kind, after, false, PAGE);
            List<Write> writes = new ArrayList<>();
            page.stream().filter(goes).forEach(record -> writes.add(new Write.Remove(record.key())));
            writes.add(new Write.Absent(RunRecord.key(run)));
            if (!index.transact(writes)) {
                return false;
            }
            after = page.isEmpty() ? after : page.getLast().key().sort();
        } while (page.size() == PAGE);
        return true;
    }
}
