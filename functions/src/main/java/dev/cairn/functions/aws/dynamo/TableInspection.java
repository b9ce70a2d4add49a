package dev.cairn.functions.aws.dynamo;

import static java.util.Objects.requireNonNull;

import dev.cairn.functions.aws.client.Act;
import dev.cairn.functions.aws.client.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Looks whether a table is what the index needs. What it writes to find out, it deletes. */
public final class TableInspection {
    private static final String SUBJECT = "table";
    private static final String REDEPLOY = "deploy the template as it is; its resource Table says how it has to be";
    private static final String KEYS = Columns.PK + "/" + Columns.SK;
    private static final Map<String, String> INDEXES = Map.of(
            Columns.RUNS_INDEX, Columns.TENANT + "/" + Columns.CREATED,
            Columns.DUE_INDEX, Columns.DUE_SHARD + "/" + Columns.DUE);

    private final DynamoDbClient dynamo;
    private final String table;
    private final TableActs acts;

    /** @param dynamo made with {@link DynamoIndexStore#isBusy}; the caller closes it */
    public TableInspection(DynamoDbClient dynamo, String table) {
        this.dynamo = requireNonNull(dynamo, "dynamo is null");
        this.table = requireNonNull(table, "table is null");
        this.acts = TableActs.of(dynamo, table);
    }

    public List<Observation> look() {
        TableDescription found;
        try {
            found = dynamo.describeTable(of -> of.tableName(table)).table();
        } catch (ResourceNotFoundException absent) {
            String region = dynamo.serviceClientConfiguration().region().id();
            return List.of(Observation.fail(
                    SUBJECT,
                    "there is no table " + table + " in the region " + region,
                    "set AWS_REGION to the region of the stack and CAIRN_TABLE to its output TableName, or deploy it"));
        } catch (SdkException cause) {
            return List.of(
                    Observation.fail(SUBJECT, acts.fault(acts.look("the table itself", "DescribeTable"), cause)));
        }
        if (found.tableStatus() != TableStatus.ACTIVE) {
            return List.of(Observation.fail(
                    SUBJECT,
                    table + " is " + found.tableStatusAsString() + " and not ACTIVE",
                    "wait until it is, then look again: cairn doctor"));
        }
        List<Observation> all = new ArrayList<>();
        all.add(keys(found));
        all.add(indexes(found));
        all.add(looked(acts.look("what expires", "DescribeTimeToLive"), this::timeToLive));
        all.add(conditions());
        return all;
    }

    private Observation keys(TableDescription found) {
        String keys = names(found.keySchema());
        return keys.equals(KEYS)
                ? Observation.fine(SUBJECT, table + " is there and active")
                : Observation.fail(SUBJECT, table + " has the keys " + keys + " in the place of " + KEYS, REDEPLOY);
    }

    private Observation indexes(TableDescription found) {
        Map<String, GlobalSecondaryIndexDescription> there = found.globalSecondaryIndexes().stream()
                .collect(Collectors.toMap(GlobalSecondaryIndexDescription::indexName, index -> index));
        List<String> faults = new ArrayList<>();
        new TreeMap<>(INDEXES).forEach((name, keys) -> {
            GlobalSecondaryIndexDescription index = there.get(name);
            if (index == null) {
                faults.add("has no index " + name);
            } else if (!names(index.keySchema()).equals(keys)) {
                faults.add("has an index " + name + " of " + names(index.keySchema()) + " in the place of " + keys);
            } else if (index.indexStatus() != IndexStatus.ACTIVE) {
                faults.add("has an index " + name + " that is " + index.indexStatusAsString());
            }
        });
        return faults.isEmpty()
                ? Observation.fine(SUBJECT, "its indexes are there and active")
                : Observation.fail(SUBJECT, table + " " + String.join(" and ", faults), REDEPLOY);
    }

    private static String names(List<KeySchemaElement> schema) {
        return schema.stream().map(KeySchemaElement::attributeName).collect(Collectors.joining("/"));
    }

    private Observation timeToLive() {
        TimeToLiveDescription live =
                dynamo.describeTimeToLive(of -> of.tableName(table)).timeToLiveDescription();
        boolean on = live.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                || live.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
        return on && Columns.EXPIRES.equals(live.attributeName())
                ? Observation.fine(SUBJECT, "what has expired is removed")
                : Observation.warn(
                        SUBJECT,
                        "streamed words stay in " + table + " for ever",
                        "switch its time to live on, as the template does: aws dynamodb update-time-to-live --table-name "
                                + table + " --time-to-live-specification Enabled=true,AttributeName="
                                + Columns.EXPIRES);
    }

    /** Without them two steps could both be the next one of a run. */
    private Observation conditions() {
        String key = "doctor/" + UUID.randomUUID();
        Map<String, AttributeValue> item =
                Map.of(Columns.PK, Values.text(key), Columns.SK, Values.text("cairn doctor"));
        boolean[] written = {false};
        Observation seen = looked(acts.transact("item of this look"), () -> {
            put(item);
            written[0] = true;
            try {
                put(item);
            } catch (TransactionCanceledException refused) {
                if (TableActs.failedACondition(refused)) {
                    return Observation.fine(SUBJECT, "a transaction whose condition does not hold is refused");
                }
                throw refused;
            }
            return Observation.fail(
                    SUBJECT,
                    table + " does not heed the conditions of transactions: two steps could both be the next of a run",
                    "use DynamoDB itself, or a server that knows conditions");
        });
        return written[0] ? cleared(key, item, seen) : seen;
    }

    private void put(Map<String, AttributeValue> item) {
        TransactWriteItem write = TransactWriteItem.builder()
                .put(put ->
                        put.tableName(table).item(item).conditionExpression("attribute_not_exists(" + Columns.PK + ")"))
                .build();
        dynamo.transactWriteItems(transaction -> transaction.transactItems(write));
    }

    private Observation cleared(String key, Map<String, AttributeValue> item, Observation seen) {
        try {
            dynamo.deleteItem(delete -> delete.tableName(table).key(item));
            return seen;
        } catch (SdkException cause) {
            return Observation.fail(
                    SUBJECT,
                    "the item " + key + " is left behind. "
                            + acts.fault(acts.delete("item of this look"), cause)
                                    .getMessage(),
                    "delete it, and look again: cairn doctor");
        }
    }

    private Observation looked(Act act, Supplier<Observation> look) {
        try {
            return look.get();
        } catch (SdkException cause) {
            return Observation.fail(SUBJECT, acts.fault(act, cause));
        }
    }
}
