package dev.cairn.functions.aws.dynamo;

import static dev.cairn.functions.aws.dynamo.Columns.CREATED;
import static dev.cairn.functions.aws.dynamo.Columns.DUE;
import static dev.cairn.functions.aws.dynamo.Columns.DUE_INDEX;
import static dev.cairn.functions.aws.dynamo.Columns.DUE_SHARD;
import static dev.cairn.functions.aws.dynamo.Columns.PK;
import static dev.cairn.functions.aws.dynamo.Columns.RUNS_INDEX;
import static dev.cairn.functions.aws.dynamo.Columns.SK;
import static dev.cairn.functions.aws.dynamo.Columns.TENANT;
import static dev.cairn.functions.aws.dynamo.Values.text;
import static dev.cairn.functions.aws.dynamo.Values.textOf;

import dev.cairn.core.index.RunCursor;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.aws.client.Act;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Runs by tenant and time, and by when they are due. The secondary indexes hold keys alone, so that a commit which moves
 * neither costs nothing there; what they name is read from the table, consistently, and left out if it is no longer so.
 */
record RunIndexes(DynamoDbClient dynamo, String table) {
    private static final int BATCH = 100;

    /** Newest first, after the one that was shown. */
    List<Map<String, AttributeValue>> ofTenant(TenantId tenant, @Nullable RunCursor shown, int limit) {
        Act act = acts().listBy(RUNS_INDEX, "runs of " + tenant);
        QueryRequest.Builder query = by(RUNS_INDEX, TENANT, tenant.value(), CREATED, "<", after(shown))
                .scanIndexForward(false);
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        @Nullable Map<String, AttributeValue> start = null;
        do {
            QueryResponse page = page(act, query.limit(limit - found.size()).exclusiveStartKey(start));
            List<String> places =
                    page.items().stream().map(item -> textOf(item, PK)).toList();
            Map<String, Map<String, AttributeValue>> standing = standing("runs of " + tenant, page.items());
            places.stream().map(standing::get).filter(Objects::nonNull).forEach(found::add);
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (start != null && found.size() < limit);
        return found;
    }

    private static @Nullable String after(@Nullable RunCursor shown) {
        return shown == null ? null : Columns.created(shown);
    }

    /** Of every run, page by page. */
    Set<TenantId> tenants() {
        Set<TenantId> found = new HashSet<>();
        try {
            dynamo.scanPaginator(scan -> scan.tableName(table)
                            .indexName(RUNS_INDEX)
                            .projectionExpression("#tenant")
                            .expressionAttributeNames(Map.of("#tenant", TENANT)))
                    .items()
                    .forEach(item -> found.add(new TenantId(textOf(item, TENANT))));
        } catch (SdkException fault) {
            throw acts().fault(acts().scan(RUNS_INDEX, "tenants"), fault);
        }
        return found;
    }

    /** Earliest first. */
    List<RunKey> due(Instant until, int limit) {
        String latest = TimeText.of(until);
        Act act = acts().listBy(DUE_INDEX, "runs that are due");
        List<Map<String, AttributeValue>> named = new ArrayList<>();
        for (String shard : Columns.dueShards()) {
            named.addAll(
                    page(act, by(DUE_INDEX, DUE_SHARD, shard, DUE, "<=", latest).limit(limit))
                            .items());
        }
        named.sort(EARLIEST);
        List<Map<String, AttributeValue>> first = named.subList(0, Math.min(limit, named.size()));
        return standing("runs that are due", first).values().stream()
                .filter(run -> run.containsKey(DUE) && textOf(run, DUE).compareTo(latest) <= 0)
                .sorted(EARLIEST)
                .map(run -> Columns.run(textOf(run, PK)))
                .toList();
    }

    private static final Comparator<Map<String, AttributeValue>> EARLIEST = Comparator.comparing(
                    (Map<String, AttributeValue> run) -> textOf(run, DUE))
            .thenComparing(run -> textOf(run, PK));

    private QueryRequest.Builder by(
            String index, String hash, String of, String range, String compared, @Nullable String to) {
        Map<String, String> names = new HashMap<>(Map.of("#hash", hash));
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":hash", text(of)));
        if (to != null) {
            names.put("#range", range);
            values.put(":range", text(to));
        }
        return QueryRequest.builder()
                .tableName(table)
                .indexName(index)
                .keyConditionExpression("#hash = :hash" + (to == null ? "" : " AND #range " + compared + " :range"))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values);
    }

    private QueryResponse page(Act act, QueryRequest.Builder query) {
        try {
            return dynamo.query(query.build());
        } catch (SdkException fault) {
            throw acts().fault(act, fault);
        }
    }

    /** The items as they are now, by their partition; those that are gone are not among them. */
    private Map<String, Map<String, AttributeValue>> standing(String what, List<Map<String, AttributeValue>> keys) {
        Map<String, Map<String, AttributeValue>> items = new HashMap<>();
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<Map<String, AttributeValue>> some = keys.subList(from, Math.min(keys.size(), from + BATCH)).stream()
                    .map(key -> Map.of(PK, key.get(PK), SK, key.get(SK)))
                    .toList();
            Map<String, KeysAndAttributes> left = Map.of(
                    table,
                    KeysAndAttributes.builder().keys(some).consistentRead(true).build());
            // Every answer holds some of them, or is an error; what did not fit into it comes with the next.
            while (!left.isEmpty()) {
                BatchGetItemResponse answer = batch(what, left);
                answer.responses().getOrDefault(table, List.of()).forEach(item -> items.put(textOf(item, PK), item));
                left = answer.unprocessedKeys();
            }
        }
        return items;
    }

    private BatchGetItemResponse batch(String what, Map<String, KeysAndAttributes> keys) {
        try {
            return dynamo.batchGetItem(get -> get.requestItems(keys));
        } catch (SdkException fault) {
            throw acts().fault(acts().getMany(what), fault);
        }
    }

    private TableActs acts() {
        return TableActs.of(dynamo, table);
    }
}
