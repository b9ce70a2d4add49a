package dev.cairn.functions.aws.dynamo;

import static dev.cairn.functions.aws.dynamo.Values.number;
import static dev.cairn.functions.aws.dynamo.Values.text;

import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunCursor;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of the table: the record's JSON, and beside it only what keys, conditions and indexes need.
 *
 * <p>Of everything that expires only deltas have a time to live of DynamoDB's, for nothing hangs on them. A run's record
 * has none: it is what leads the reconciler to the run's objects, and must outlive them.
 */
final class Columns {
    static final String PK = "pk";
    static final String SK = "sk";
    static final String VERSION = "version";
    static final String BODY = "body";
    static final String TENANT = "tenant";
    static final String CREATED = "created";
    static final String DUE_SHARD = "dueShard";
    static final String DUE = "due";
    static final String EXPIRES = "expiresAt";

    static final String RUNS_INDEX = "runs";
    static final String DUE_INDEX = "due";

    /** What a record may have beside its body; a record that has one of them no more loses it. */
    static final List<String> OPTIONAL = List.of(TENANT, CREATED, DUE_SHARD, DUE, EXPIRES);

    /** Over so many partitions the due runs are spread; a look at them is so many queries. */
    static final int DUE_SHARDS = 4;

    private static final Duration DELTAS_KEPT = Duration.ofHours(1);
    private static final String OF_KIND = "#";

    private Columns() {}

    static Map<String, AttributeValue> key(IndexKey<?> key) {
        return Map.of(PK, text(partition(key.run())), SK, text(sort(key.kind(), key.sort())));
    }

    static String partition(RunKey run) {
        return run.tenant() + "/" + run.runId();
    }

    static RunKey run(String partition) {
        int slash = partition.indexOf('/');
        return new RunKey(new TenantId(partition.substring(0, slash)), new RunId(partition.substring(slash + 1)));
    }

    static String sort(RecordKind<?> kind, String sort) {
        return kind.word() + OF_KIND + sort;
    }

    /** Before every sort key of the kind. */
    static String first(RecordKind<?> kind) {
        return kind.word() + OF_KIND;
    }

    /** After every sort key of the kind: the character that follows {@link #OF_KIND}. */
    static String last(RecordKind<?> kind) {
        return kind.word() + "$";
    }

    /** Everything but the key and the version. */
    static Map<String, AttributeValue> of(IndexRecord record) {
        Map<String, AttributeValue> columns = new HashMap<>();
        columns.put(BODY, text(RecordCodec.RELEASED.write(record)));
        if (record instanceof RunRecord run) {
            columns.put(TENANT, text(run.tenant().value()));
            columns.put(CREATED, text(created(RunCursor.of(run))));
            if (run.due() != null) {
                columns.put(DUE_SHARD, text(dueShard(run.run())));
                columns.put(DUE, text(TimeText.of(run.due())));
            }
        }
        if (record instanceof EventsRecord events
                && events.batch().equals(EventsRecord.beforeCheckpoint(events.seq()))) {
            columns.put(EXPIRES, number(events.at().plus(DELTAS_KEPT).getEpochSecond()));
        }
        return columns;
    }

    /** Sorts a tenant's runs as {@link RunCursor#NEWEST_FIRST} does backwards. */
    static String created(RunCursor cursor) {
        return TimeText.of(cursor.createdAt()) + " " + cursor.runId();
    }

    /** When the run that stands there was created. */
    static Instant createdAt(String created) {
        return Instant.parse(created.substring(0, created.indexOf(' ')));
    }

    static List<String> dueShards() {
        return java.util.stream.IntStream.range(0, DUE_SHARDS)
                .mapToObj(Integer::toString)
                .toList();
    }

    /** By the text alone, whose hash is the same in every JVM. */
    private static String dueShard(RunKey run) {
        return Integer.toString(Math.floorMod(partition(run).hashCode(), DUE_SHARDS));
    }
}
