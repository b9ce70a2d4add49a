package dev.cairn.functions.aws.dynamo;

import static dev.cairn.functions.aws.dynamo.Columns.BODY;
import static dev.cairn.functions.aws.dynamo.Columns.VERSION;
import static dev.cairn.functions.aws.dynamo.Values.numberOf;
import static dev.cairn.functions.aws.dynamo.Values.text;
import static dev.cairn.functions.aws.dynamo.Values.textOf;
import static java.util.Objects.requireNonNull;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunCursor;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexRules;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.RunsPage;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.aws.client.Act;
import dev.cairn.functions.aws.client.AwsFaults;
import dev.cairn.functions.aws.client.Doubt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import tools.jackson.core.JacksonException;

/**
 * The index in one table. All records of a run stand in one partition, each kind in the order of its sort keys; the
 * conditions of a transaction decide, not its request token.
 *
 * <p>{@link #runs} and {@link #due} find runs in secondary indexes, which follow the table after a moment, and then read
 * the records themselves consistently.
 */
public final class DynamoIndexStore implements IndexStore {
    private final DynamoDbClient dynamo;
    private final String table;
    private final TableActs acts;
    private final ItemWrites items;
    private final RunIndexes indexes;

    /** @param dynamo made with {@link #isBusy}; the caller closes it */
    public DynamoIndexStore(DynamoDbClient dynamo, String table) {
        this.dynamo = requireNonNull(dynamo, "dynamo is null");
        this.table = requireNonNull(table, "table is null");
        this.acts = TableActs.of(dynamo, table);
        this.items = new ItemWrites(table);
        this.indexes = new RunIndexes(dynamo, table);
    }

    /** Whether a transaction was refused only because others were under way or there were too many. */
    public static boolean isBusy(Throwable cause) {
        return TableActs.isBusy(cause);
    }

    @Override
    public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
        try {
            GetItemResponse found = dynamo.getItem(
                    get -> get.tableName(table).key(Columns.key(key)).consistentRead(true));
            return found.hasItem()
                    ? Optional.of(
                            new Versioned<>(read(found.item(), key.kind(), key.run()), numberOf(found.item(), VERSION)))
                    : Optional.empty();
        } catch (SdkException fault) {
            throw acts.fault(acts.get(ItemWrites.named(key)), fault);
        }
    }

    @Override
    public <T extends IndexRecord> List<T> list(
            RunKey run, RecordKind<T> kind, @Nullable String after, boolean descending, int limit) {
        IndexRules.limit(limit);
        String shown = after == null ? null : Columns.sort(kind, after);
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(!descending)
                .keyConditionExpression("#pk = :run AND #sk BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#pk", Columns.PK, "#sk", Columns.SK))
                .expressionAttributeValues(Map.of(
                        ":run", text(Columns.partition(run)),
                        ":from", text(shown == null || descending ? Columns.first(kind) : shown),
                        ":to", text(shown == null || !descending ? Columns.last(kind) : shown)));
        List<T> found = new ArrayList<>();
        @Nullable Map<String, AttributeValue> start = null;
        try {
            do {
                // BETWEEN takes in the record that was shown last.
                int more = limit - found.size() + (shown == null ? 0 : 1);
                QueryResponse page =
                        dynamo.query(query.limit(more).exclusiveStartKey(start).build());
                page.items().stream()
                        .filter(item -> !textOf(item, Columns.SK).equals(shown))
                        .limit((long) limit - found.size())
                        .forEach(item -> found.add(read(item, kind, run)));
                start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
            } while (start != null && found.size() < limit);
        } catch (SdkException fault) {
            throw acts.fault(acts.list(kind.word() + " records of run " + run), fault);
        }
        return found;
    }

    @Override
    public Page<RunRecord> runs(TenantId tenant, @Nullable String cursor, int limit) {
        RunCursor shown = cursor == null ? null : RunCursor.parse(cursor);
        RunsPage page = new RunsPage(tenant, limit);
        for (Map<String, AttributeValue> item : indexes.ofTenant(tenant, shown, page.wanted())) {
            RunKey run = Columns.run(textOf(item, Columns.PK));
            page.add(
                    new RunCursor(Columns.createdAt(textOf(item, Columns.CREATED)), run.runId()),
                    () -> read(item, RecordKind.RUN, run));
        }
        return page.page();
    }

    @Override
    public Set<TenantId> tenants() {
        return indexes.tenants();
    }

    @Override
    public List<RunKey> due(Instant until, int limit) {
        IndexRules.limit(limit);
        return indexes.due(until, limit);
    }

    @Override
    public boolean transact(List<Write> writes) {
        List<Write> checked = IndexRules.writes(writes);
        if (checked.isEmpty()) {
            return true;
        }
        List<TransactWriteItem> written = items.of(checked);
        String first = ItemWrites.named(checked.getFirst().key());
        Act act = checked.stream().anyMatch(Write.Absent.class::isInstance)
                ? acts.transactWithCheck(first)
                : acts.transact(first);
        Doubt doubt = new Doubt();
        try {
            dynamo.transactWriteItems(transaction -> transaction
                    .transactItems(written)
                    .overrideConfiguration(call -> call.executionAttributes(doubt.attributes())));
            return true;
        } catch (TransactionCanceledException cancelled) {
            if (!TableActs.failedACondition(cancelled)) {
                throw acts.fault(act, cancelled);
            }
            if (doubt.isLeft()) {
                throw AwsFaults.unknown(act, cancelled);
            }
            return false;
        } catch (SdkException fault) {
            throw acts.fault(act, fault);
        }
    }

    private <T extends IndexRecord> T read(Map<String, AttributeValue> item, RecordKind<T> kind, RunKey of) {
        try {
            return RecordCodec.RELEASED.read(kind, of, textOf(item, BODY));
        } catch (JacksonException e) {
            // The cause's own text may quote the body, and a body may hold a token.
            throw Values.broken("The " + kind.word() + " record of run " + of + " in the table " + table
                    + " cannot be read: it was changed by hand, or damaged (item " + textOf(item, Columns.PK)
                    + " " + textOf(item, Columns.SK) + ").");
        }
    }
}
