package dev.cairn.core.port;

import dev.cairn.core.audit.Actor;
import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.event.EventType;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.QuarantineRecord;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Counters;
import dev.cairn.core.run.ForkedFrom;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.run.Storage;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.run.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of every kind, as a run leaves them. */
public final class IndexSamples {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private IndexSamples() {}

    public static RunKey key(String tenant, String run) {
        return new RunKey(new TenantId(tenant), new RunId(run));
    }

    public static RunRecord run(RunKey run, Instant createdAt, @Nullable Instant due, String task) {
        return new RunRecord(
                run.tenant(),
                run.runId(),
                "ada",
                RunStatus.RUNNING,
                null,
                0,
                3,
                new CheckpointId("c-3"),
                task,
                "default",
                new Counters(1, 0, 0, 0),
                new Usage(4, 1_200, 300),
                new Storage(4_096, 7),
                null,
                null,
                Map.of(),
                null,
                null,
                true,
                false,
                30,
                null,
                createdAt,
                createdAt,
                due,
                false);
    }

    public static RunRecord run(RunKey run, String task) {
        return run(run, NOON, null, task);
    }

    public static CheckpointRecord checkpoint(RunKey run, long seq) {
        return new CheckpointRecord(
                run.tenant(),
                run.runId(),
                seq,
                new CheckpointId("c-" + seq),
                new CheckpointId("c-" + (seq - 1)),
                StepName.AGENT_TURN,
                StepName.EVALUATE_PROGRESS,
                NOON.plusSeconds(seq),
                "ab".repeat(32),
                2_345,
                false);
    }

    public static EventsRecord events(RunKey run, long seq, String text) {
        return new EventsRecord(
                run.tenant(),
                run.runId(),
                EventsRecord.ofCheckpoint(seq),
                seq,
                new CheckpointId("c-" + seq),
                NOON.plusNanos(123_456_789),
                List.of(
                        Occurrence.of(EventType.NOTICE, Map.of("text", text, "n", 3, "of", List.of(true, 1.5))),
                        Occurrence.of(EventType.INSTRUCTION, Map.of())));
    }

    public static RequestRecord request(RunKey run, String id) {
        OpenRequest open = new OpenRequest(
                new RequestId(id),
                RequestType.PLAN_REVIEW,
                NOON,
                NOON.plusSeconds(604_800),
                2L,
                "cd".repeat(32),
                true,
                7L,
                null,
                null);
        return new RequestRecord(
                run.tenant(),
                run.runId(),
                2,
                new CheckpointId("c-2"),
                open,
                RequestStatus.PENDING,
                null,
                null,
                null,
                null);
    }

    public static TokenRecord token(RunKey run, String id, String token) {
        return new TokenRecord(run.tenant(), run.runId(), new RequestId(id), 4, token);
    }

    public static AuditRecord audit(RunKey run, long seconds, String who) {
        return AuditRecord.of(
                run,
                new Actor(who, "192.0.2.7", "request-1"),
                AuditAction.RESPOND,
                NOON.plusSeconds(seconds),
                Map.of("requestId", "q", "decision", "approve"));
    }

    /** Every kind, with what may be absent once absent and once there, and with texts that are hard to keep. */
    public static List<IndexRecord> ofEveryKind(RunKey run) {
        String hard =
                "quotes \" ' \\ \u00e4\u00df \u6f22\u5b57 \ud83e\udea8 tab\t newline\n nul\0 half a pair \ud83e end";
        RunRecord full = new RunRecord(
                run.tenant(),
                new RunId("full"),
                hard,
                RunStatus.WAITING,
                StopReason.ROUND_LIMIT,
                Long.MAX_VALUE,
                9_007_199_254_740_993L,
                new CheckpointId("c"),
                hard,
                "r\u00e9s\u00e9arch",
                new Counters(1, 2, 3, 4),
                new Usage(5, 6, 7),
                new Storage(8, 9),
                new RequestId("q"),
                new ForkedFrom(new RunId("parent"), new CheckpointId("p")),
                Map.of("team", "blue", "a", "", "\u00e4", hard),
                12L,
                hard,
                false,
                true,
                1,
                "ef".repeat(32),
                NOON.plusNanos(1),
                NOON.plusNanos(999_999_999),
                NOON.plusSeconds(1),
                true);
        RequestRecord pending = request(run, "q-1");
        RequestRecord answered = request(run, "q-2").answered(DecisionKind.REVISE, "01".repeat(32), NOON, hard);
        RequestRecord expired = request(run, "q-3").settled(RequestStatus.EXPIRED, NOON);
        CheckpointRecord first = new CheckpointRecord(
                run.tenant(),
                run.runId(),
                0,
                new CheckpointId("c-0"),
                null,
                StepName.OPEN,
                StepName.CLOSE,
                NOON,
                "00".repeat(32),
                0,
                true);
        return List.of(
                run(run, "plain"),
                full,
                first,
                checkpoint(run, 9_999_999_999L),
                events(run, 1, hard),
                new EventsRecord(
                        run.tenant(), run.runId(), EventsRecord.afterCheckpoint(2, 7), 2, null, NOON, List.of()),
                pending,
                answered,
                expired,
                token(run, "q-1", "AQCEAAAAKgAAAAMAAAAA".repeat(100)),
                audit(run, 1, hard),
                new QuarantineRecord(run.tenant(), run.runId(), "keep.json", null, hard, NOON.plusNanos(1), null),
                new QuarantineRecord(
                        run.tenant(),
                        run.runId(),
                        "segments/" + "ab".repeat(32) + ".ndjson.gz",
                        new CheckpointId("c-3"),
                        "is missing",
                        NOON,
                        new CheckpointId("c-2")));
    }
}
