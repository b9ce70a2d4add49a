package dev.cairn.functions.aws.dynamo;

import static dev.cairn.functions.aws.dynamo.Columns.PK;
import static dev.cairn.functions.aws.dynamo.Columns.VERSION;
import static dev.cairn.functions.aws.dynamo.Values.number;

import dev.cairn.core.error.StoreRefusedException;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Writes as DynamoDB takes them. */
record ItemWrites(String table) {
    private static final long MAX_ITEM = 400 * 1024;
    private static final long MAX_TRANSACTION = 4 * 1024 * 1024;

    /** @throws StoreRefusedException if a record is over 400 KB, or all together are over 4 MB */
    List<TransactWriteItem> of(List<Write> writes) {
        long size = 0;
        List<TransactWriteItem> items = new ArrayList<>(writes.size());
        for (Write write : writes) {
            switch (write) {
                case Write.Create create -> {
                    size += checked(create.record());
                    items.add(create(create.record()));
                }
                case Write.Replace replace -> {
                    size += checked(replace.record());
                    items.add(replace(replace.record(), replace.version()));
                }
                case Write.Put put -> {
                    size += checked(put.record());
                    items.add(put(put.record()));
                }
                case Write.Remove remove ->
                    items.add(TransactWriteItem.builder()
                            .delete(delete -> delete.tableName(table).key(Columns.key(remove.key())))
                            .build());
                case Write.Absent absent -> items.add(absent(absent.key()));
            }
        }
        if (size > MAX_TRANSACTION) {
            throw new StoreRefusedException("A transaction of " + writes.size() + " writes, the first on "
                    + named(writes.getFirst().key()) + ", holds " + size + " bytes; DynamoDB takes " + MAX_TRANSACTION
                    + " in one. Nothing was written.");
        }
        return items;
    }

    private TransactWriteItem create(IndexRecord record) {
        Map<String, AttributeValue> item = item(record, 1);
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(#pk)")
                        .expressionAttributeNames(Map.of("#pk", PK)))
                .build();
    }

    private TransactWriteItem absent(IndexKey<?> key) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table)
                        .key(Columns.key(key))
                        .conditionExpression("attribute_not_exists(#pk)")
                        .expressionAttributeNames(Map.of("#pk", PK)))
                .build();
    }

    private TransactWriteItem replace(IndexRecord record, long version) {
        Map<String, AttributeValue> item = item(record, version + 1);
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression("#version = :read")
                        .expressionAttributeNames(Map.of("#version", VERSION))
                        .expressionAttributeValues(Map.of(":read", number(version))))
                .build();
    }

    /** An update, for it alone can count the version on without knowing it. */
    private TransactWriteItem put(IndexRecord record) {
        Map<String, String> names = new HashMap<>(Map.of("#version", VERSION));
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":none", number(0), ":one", number(1)));
        StringBuilder set = new StringBuilder("SET #version = if_not_exists(#version, :none) + :one");
        Map<String, AttributeValue> columns = Columns.of(record);
        columns.forEach((name, value) -> {
            names.put("#" + name, name);
            values.put(":" + name, value);
            set.append(", #").append(name).append(" = :").append(name);
        });
        List<String> gone = Columns.OPTIONAL.stream()
                .filter(name -> !columns.containsKey(name))
                .toList();
        gone.forEach(name -> names.put("#" + name, name));
        String remove = gone.isEmpty() ? "" : " REMOVE #" + String.join(", #", gone);
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(Columns.key(record.key()))
                        .updateExpression(set + remove)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values))
                .build();
    }

    private static Map<String, AttributeValue> item(IndexRecord record, long version) {
        Map<String, AttributeValue> item = Columns.of(record);
        item.putAll(Columns.key(record.key()));
        item.put(VERSION, number(version));
        return item;
    }

    private static long checked(IndexRecord record) {
        long size = Values.size(item(record, 1));
        if (size > MAX_ITEM) {
            throw new StoreRefusedException("The " + named(record.key()) + " holds " + size
                    + " bytes; an item of DynamoDB holds at most " + MAX_ITEM + ". Nothing was written.");
        }
        return size;
    }

    static String named(IndexKey<?> key) {
        return key.kind().word() + " record " + key.sort() + " of run " + key.run();
    }
}
