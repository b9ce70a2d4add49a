package dev.cairn.local.simulation;

import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.SegmentCache;
import dev.cairn.core.error.CairnException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.lifecycle.Keeping;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at everything that a history left behind, with fresh eyes: nothing cached, everything read and hashed. */
final class Verdict {
    private static final int ALL = 1000;

    /** What a deleted run has none of. */
    private static final List<RecordKind<?>> OF_A_RUN = List.of(
            RecordKind.CHECKPOINT, RecordKind.EVENTS, RecordKind.REQUEST, RecordKind.TOKEN, RecordKind.QUARANTINE);

    private final World world;
    private final Findings findings;

    Verdict(World world) {
        this.world = world;
        this.findings = world.findings();
    }

    void pronounce() {
        world.witness().objects().forEach((key, bytes) -> {
            if (!world.flipped().contains(key)
                    && !world.witness().isDeleted(key)
                    && !world.blobs()
                            .get(key)
                            .map(now -> Arrays.equals(now, bytes))
                            .orElse(false)) {
                findings.add("a committed object is not what it was: " + key);
            }
        });
        for (RunKey key : world.witness().runs()) {
            RunRecord run = world.witness().run(key);
            boolean deleted = world.witness().deleted().contains(key);
            if (deleted) {
                gone(key, run);
            } else if (run == null || run.deleted()) {
                findings.add("a run is gone: " + key);
            } else {
                examine(key, run);
            }
        }
        promises();
    }

    /** How the runs ended. */
    void count() {
        for (RunKey key : world.witness().runs()) {
            RunRecord run = world.witness().run(key);
            if (run == null || run.deleted()) {
                world.tally().count("runs deleted");
            } else {
                String reason =
                        run.stopReason() == null ? "" : " " + run.stopReason().word();
                world.tally().count("runs " + run.status() + reason);
            }
        }
    }

    /** Of a deleted run, besides that it was. */
    static boolean isAnythingLeft(World world, RunKey key) {
        return !world.blobs().list(key.prefix(), null, 1).isEmpty()
                || OF_A_RUN.stream()
                        .anyMatch(kind ->
                                !world.index().list(key, kind, null, false, 1).isEmpty());
    }

    /**
     * Nothing is left of it but that it was, and who did what to it.
     *
     * @param tombstone null once nobody cares for that any more
     */
    private void gone(RunKey key, @Nullable RunRecord tombstone) {
        world.blobs()
                .list(key.prefix(), null, ALL)
                .forEach(left -> findings.add("an object of a deleted run is left: " + left.key()));
        for (RecordKind<?> kind : OF_A_RUN) {
            if (!world.index().list(key, kind, null, false, 1).isEmpty()) {
                findings.add("a record of a deleted run is left: " + key + " " + kind.word());
            }
        }
        long deletions = world.index().list(key, RecordKind.AUDIT, null, false, ALL).stream()
                .filter(item -> item.what() == AuditAction.DELETE)
                .count();
        boolean toldStill = tombstone != null
                && world.clocks().latest().isBefore(tombstone.updatedAt().plus(Keeping.AUDIT_KEPT));
        boolean forgotten = tombstone == null;
        if (deletions > (forgotten ? 0 : 1) || deletions < (toldStill ? 1 : 0)) {
            findings.add(deletions + " audit items tell of the deletion of " + key);
        }
    }

    private void examine(RunKey key, RunRecord run) {
        if (world.blobs().get(Keys.keep(key)).isPresent() != run.keep()) {
            findings.add("the pin of " + key + " is " + (run.keep() ? "missing" : "there, and it is not pinned"));
        }
        List<CheckpointRecord> records = world.index().list(key, RecordKind.CHECKPOINT, null, false, ALL);
        List<Witness.Committed> committed = world.witness().of(key);
        if (!records.equals(committed.stream().map(Witness.Committed::record).toList())) {
            findings.add("the index of " + key + " does not hold what was committed");
            return;
        }
        boolean over = run.status() != RunStatus.FAILED && !cancelledWithoutItsHead(run, records);
        for (int seq = 0; seq < records.size(); seq++) {
            boolean last = seq == records.size() - 1;
            if (records.get(seq).seq() != seq || records.get(seq).terminal() != (last && over)) {
                findings.add("step " + seq + " of " + key + " stands at "
                        + records.get(seq).seq() + ", terminal "
                        + records.get(seq).terminal() + " of " + records.size());
            }
        }
        if (run.seq() != records.size() - 1) {
            findings.add("the head of " + key + " is " + run.seq() + " of " + records.size() + " steps");
        }
        events(key, records);
        if (world.flipped().isEmpty()) {
            logs(key, run, records);
        }
    }

    /** Nothing can be committed on a head that was damaged: its end stands in the index alone. */
    private boolean cancelledWithoutItsHead(RunRecord run, List<CheckpointRecord> records) {
        return run.status() == RunStatus.CANCELLED
                && !records.getLast().terminal()
                && world.flipped().contains(Keys.checkpoint(run.run(), run.checkpointId()));
    }

    private void events(RunKey key, List<CheckpointRecord> records) {
        Set<String> batches = new HashSet<>();
        world.index().list(key, RecordKind.EVENTS, null, false, ALL).stream()
                .map(EventsRecord::batch)
                .forEach(batches::add);
        for (CheckpointRecord record : records) {
            if (!batches.contains(EventsRecord.ofCheckpoint(record.seq()))) {
                findings.add("a step has no events: " + key + " " + record.checkpointId());
            }
        }
    }

    private void logs(RunKey key, RunRecord run, List<CheckpointRecord> records) {
        CheckpointStore store =
                new CheckpointStore(world.blobs(), world.index(), new SegmentCache(10_000), Formats.RELEASED);
        List<Entry> before = List.of();
        try {
            for (Witness.Committed step : world.witness().of(key)) {
                CheckpointRecord record = step.record();
                List<Entry> log = store.segments().log(key, step.manifest().segments()).stream()
                        .toList();
                if (log.size() < before.size() || !log.subList(0, before.size()).equals(before)) {
                    findings.add("the log of " + record.checkpointId() + " is not its parent's and more");
                }
                before = log;
            }
            store.load(key, records.getLast());
            answer(run, before);
            responses(key, before);
        } catch (CairnException broken) {
            findings.add("a committed step cannot be read: " + broken.getMessage());
        }
    }

    private void answer(RunRecord run, List<Entry> log) {
        boolean answered = log.stream().anyMatch(entry -> entry.kind() == EntryKind.ANSWER);
        if (run.status() == RunStatus.SUCCEEDED && !answered) {
            findings.add("run " + run.run() + " SUCCEEDED without an answer");
        }
    }

    /** Every decision that stands and was settled is in the log, once. */
    private void responses(RunKey key, List<Entry> log) {
        List<RequestRecord> requests = world.index().list(key, RecordKind.REQUEST, null, false, ALL);
        long answered =
                requests.stream().filter(request -> request.decision() != null).count();
        long written =
                log.stream().filter(entry -> entry.kind() == EntryKind.RESPONSE).count();
        RunRecord run = Objects.requireNonNull(world.witness().run(key));
        boolean cut = run.status() == RunStatus.CANCELLED;
        boolean forked = run.forkedFrom() != null;
        if (!forked && (written > answered || (!cut && written != answered))) {
            findings.add("run " + key + " has " + answered + " decisions and " + written + " of them in its log");
        }
    }

    /** What people were told holds. */
    private void promises() {
        for (RunKey key : world.people().deleted()) {
            if (!world.witness().deleted().contains(key)) {
                findings.add("a deletion was confirmed, and the run is not deleted: " + key);
            }
        }
        for (Decisions.Accepted promise : world.decisions().accepted()) {
            if (world.witness().deleted().contains(promise.run())) {
                continue;
            }
            RequestRecord stands = world.index()
                    .get(RequestRecord.key(promise.run(), new RequestId(promise.request())))
                    .orElseThrow()
                    .record();
            if (stands.decision() != promise.decision() || !promise.by().equals(stands.settledBy())) {
                findings.add("a decision was accepted and lost: " + promise + "; " + stands.status() + " "
                        + stands.decision() + " by " + stands.settledBy() + " stands");
            }
        }
        for (RunKey key : new ArrayList<>(world.people().cancelled())) {
            RunRecord run = world.witness().run(key);
            boolean stands =
                    run == null ? world.witness().deleted().contains(key) : run.status() == RunStatus.CANCELLED;
            if (!stands) {
                findings.add("a cancel was confirmed, and the run is not CANCELLED: " + key);
            }
        }
        bill(world.bill());
    }

    private void bill(Bill bill) {
        if (bill.modelCalls() + bill.toolCalls() != bill.answersKept() + bill.lost()) {
            findings.add("of " + bill.modelCalls() + " model calls and " + bill.toolCalls() + " tool runs "
                    + bill.answersKept() + " are kept and " + bill.lost() + " lost");
        }
        // Every call that is made again is one whose answer was lost, by a fault or to an attempt beside.
        if (bill.repeated() > bill.lost() + bill.discarded()) {
            findings.add(bill.repeated() + " paid calls were made again, and " + bill.lost() + " answers were lost");
        }
    }
}
