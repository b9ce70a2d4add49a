package dev.cairn.core.index;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cairn.core.audit.Actor;
import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.json.Digest;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * That somebody did something to a run. It outlives the run's deletion.
 *
 * @param id orders the items of a run by time
 * @param details ids and words, never content
 */
public record AuditRecord(
        TenantId tenant,
        RunId runId,
        String id,
        Instant at,
        String who,
        String from,
        AuditAction what,
        String requestId,
        Map<String, String> details)
        implements IndexRecord {
    private static final int HASH = 16;

    public AuditRecord {
        requireNonNull(at, "at is null");
        requireNonNull(who, "who is null");
        requireNonNull(what, "what is null");
        details = Map.copyOf(details);
    }

    public static AuditRecord of(RunKey run, Actor actor, AuditAction what, Instant at, Map<String, String> details) {
        return of(run, actor, what, at, at, List.of(actor.requestId(), actor.who(), what.word(), details), details);
    }

    /**
     * The item of something that is done again and again: one for each who does it in this hour (UTC) from the same
     * place. It tells of the first time, and stands at the beginning of its hour.
     *
     * @param kind of what is done; another kind has its own item
     */
    public static AuditRecord hourly(
            RunKey run, Actor actor, AuditAction what, String kind, Instant at, Map<String, String> details) {
        Instant hour = at.truncatedTo(ChronoUnit.HOURS);
        return of(run, actor, what, at, hour, List.of(actor.who(), actor.from(), what.word(), kind), details);
    }

    private static AuditRecord of(
            RunKey run,
            Actor actor,
            AuditAction what,
            Instant at,
            Instant place,
            List<Object> sameness,
            Map<String, String> details) {
        String hash = Digest.hexOfJson(sameness);
        String id = String.format("%013d", place.toEpochMilli()) + "-" + hash.substring(0, HASH);
        return new AuditRecord(
                run.tenant(), run.runId(), id, at, actor.who(), actor.from(), what, actor.requestId(), details);
    }

    /** The write that leaves it; done twice, it leaves one. */
    public Write write() {
        return new Write.Put(this);
    }

    @Override
    @JsonIgnore
    public IndexKey<AuditRecord> key() {
        return new IndexKey<>(new RunKey(tenant, runId), RecordKind.AUDIT, id);
    }
}
