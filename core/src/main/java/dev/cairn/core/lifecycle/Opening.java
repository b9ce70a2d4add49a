package dev.cairn.core.lifecycle;

import dev.cairn.core.audit.Actor;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.Opened;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.checkpoint.State;
import dev.cairn.core.checkpoint.StoredCheckpoint;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.run.Counters;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.Storage;
import dev.cairn.core.run.Usage;
import dev.cairn.core.step.Machine;
import dev.cairn.core.team.TeamText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens runs: checkpoint 0 holds the team, what was said before, and the task. */
public final class Opening {
    private static final int EXCERPT = 500;

    private final Machine machine;

    public Opening(Machine machine) {
        this.machine = machine;
    }

    /**
     * Opens the run, or answers the one that the same request opened before.
     *
     * @throws ConflictException if the id was used for another request
     */
    public RunRecord open(NewRun spec, Actor actor) {
        Optional<RunRecord> before = existing(spec.run(), spec.bodyHash());
        if (before.isPresent()) {
            return before.get();
        }
        Instant now = machine.clock().instant();
        List<Entry> entries = entries(spec);
        long task = entries.getLast().ordinal();
        State state = new State(
                0,
                TeamText.fingerprint(spec.team()),
                task,
                null,
                null,
                null,
                null,
                null,
                0,
                false,
                null,
                spec.planReview(),
                spec.limits(),
                Counters.ZERO,
                Usage.ZERO,
                null,
                null,
                null,
                null,
                Map.of());
        List<SegmentRef> segments = machine.checkpoints().writer().append(spec.run(), List.of(), entries);
        Manifest manifest = new Manifest(
                spec.run().runId(),
                0,
                Keys.first(spec.run()),
                null,
                now,
                StepName.OPEN,
                StepName.PLAN,
                RunStatus.RUNNING,
                null,
                null,
                state,
                segments,
                List.of(
                        Occurrence.ofEntry(EventType.RUN_STARTED, task),
                        Occurrence.of(
                                EventType.CHECKPOINT_CREATED,
                                Map.of("step", StepName.OPEN.word(), "next", StepName.PLAN.word()))),
                null,
                new Opened(actor.who(), spec.labels(), spec.ttlDays(), spec.bodyHash()));
        StoredCheckpoint stored = machine.checkpoints().writer().put(spec.run(), manifest, List.of(), Storage.ZERO);
        return commit(
                spec.run(), stored, spec.bodyHash(), spec.task(), spec.team().name(), List.of());
    }

    public RunRecord open(NewRun spec) {
        return open(spec, Actor.CAIRN);
    }

    /** The record of a run as its first checkpoint opens it. */
    public static RunRecord record(RunKey run, StoredCheckpoint stored, String task, String team) {
        Manifest first = stored.manifest();
        Opened said = first.opened();
        Opened opened = said == null ? new Opened(Actor.CAIRN.who(), Map.of(), NewRun.DEFAULT_TTL_DAYS, null) : said;
        OpenRequest waitsFor =
                first.status() == RunStatus.WAITING ? first.state().request() : null;
        return new RunRecord(
                run.tenant(),
                run.runId(),
                opened.owner(),
                first.status(),
                null,
                1,
                0,
                first.checkpointId(),
                excerpt(task),
                team,
                first.state().counters(),
                Usage.ZERO,
                stored.storage(),
                waitsFor == null ? null : waitsFor.requestId(),
                first.forkedFrom(),
                opened.labels(),
                null,
                null,
                false,
                false,
                opened.ttlDays(),
                opened.bodyHash(),
                first.at(),
                first.at(),
                first.at(),
                false);
    }

    /**
     * @param bodyHash of the request that opens it now; what an earlier one left under the same id may be another's
     * @param also written with it
     */
    RunRecord commit(
            RunKey key,
            StoredCheckpoint stored,
            @Nullable String bodyHash,
            String task,
            String team,
            List<Write> also) {
        RunRecord run = record(key, stored, task, team);
        if (!Objects.equals(run.bodyHash(), bodyHash)) {
            throw usedByAnother(key);
        }
        if (machine.commit().open(run, stored, also)) {
            return run;
        }
        return existing(run.run(), run.bodyHash())
                .orElseThrow(() -> new StoreException(
                        "Run " + run.run() + " could not be opened, and no other stands in its place; try again."));
    }

    /** The run that the same request opened before. */
    public Optional<RunRecord> existing(RunKey key, @Nullable String bodyHash) {
        Optional<RunRecord> found = machine.index().get(RunRecord.key(key)).map(Versioned::record);
        if (found.isPresent() && !Objects.equals(found.get().bodyHash(), bodyHash)) {
            throw usedByAnother(key);
        }
        return found;
    }

    private static ConflictException usedByAnother(RunKey key) {
        return new ConflictException(
                "Run " + key.runId() + " was opened by another request with the same Idempotency-Key; take a new key.");
    }

    static String excerpt(String task) {
        return cut(task, EXCERPT);
    }

    /** At most so many characters of it; a surrogate pair is never cut in two. */
    static String cut(String text, int most) {
        int end = Math.min(text.length(), most);
        return text.substring(
                0, end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private static List<Entry> entries(NewRun spec) {
        List<Entry> entries = new ArrayList<>();
        entries.add(entry(0, Entry.CAIRN, Role.SYSTEM, EntryKind.TEAM, Audience.nobody(), TeamText.write(spec.team())));
        for (HistoryItem item : spec.history()) {
            // Whoever spoke before and is on the team finds its own words as its own.
            boolean people = Set.of(Entry.USER, Entry.PERSON).contains(item.author());
            entries.add(entry(
                    entries.size(),
                    item.author(),
                    people ? Role.USER : Role.ASSISTANT,
                    EntryKind.HISTORY,
                    Audience.everybody(),
                    item.content()));
        }
        entries.add(entry(entries.size(), Entry.USER, Role.USER, EntryKind.TASK, Audience.everybody(), spec.task()));
        return entries;
    }

    private static Entry entry(long ordinal, String author, Role role, EntryKind kind, Audience audience, String text) {
        return new Entry(ordinal, author, role, kind, audience, StepName.OPEN, Content.text(text), null);
    }
}
