package dev.cairn.local.simulation;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.port.IndexStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The index with a witness to every transaction that was done. */
final class WitnessedIndex extends DelegatingIndexStore {
    private final Witness witness;
    private final Turns turns;

    WitnessedIndex(IndexStore store, Witness witness, Turns turns) {
        super(store);
        this.witness = witness;
        this.turns = turns;
    }

    private record Change(@Nullable IndexRecord before, IndexRecord after) {
        /** Checkpoints first, and runs last: a head is looked at when the step that it names is known. */
        int order() {
            return switch (after.key().kind().word()) {
                case "checkpoint" -> 0;
                case "run" -> 2;
                default -> 1;
            };
        }
    }

    @Override
    public boolean transact(List<Write> writes) {
        List<Change> changes = new ArrayList<>();
        List<IndexKey<?>> removed = new ArrayList<>();
        for (Write write : writes) {
            IndexRecord after = switch (write) {
                case Write.Create create -> create.record();
                case Write.Replace replace -> replace.record();
                case Write.Put put -> put.record();
                case Write.Remove remove -> {
                    removed.add(remove.key());
                    yield null;
                }
                case Write.Absent absent -> null;
            };
            if (after != null) {
                IndexRecord before = get(write.key()).map(Versioned::record).orElse(null);
                changes.add(new Change(before, after));
            }
        }
        boolean done = super.transact(writes);
        if (done) {
            Invocation who = turns.invocation();
            Invocation by = who == null ? Invocation.ofNoStep("the world") : who;
            removed.forEach(witness::removed);
            changes.sort(Comparator.comparingInt(Change::order));
            changes.forEach(change -> witness.wrote(change.before(), change.after(), by));
        }
        return done;
    }
}
