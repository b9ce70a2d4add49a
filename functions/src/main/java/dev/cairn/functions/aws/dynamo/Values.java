package dev.cairn.functions.aws.dynamo;

import dev.cairn.core.error.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB's values. */
final class Values {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    private Values() {}

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /** @throws StoreException if the item has no such text, as none of ours is */
    static String textOf(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.s() == null) {
            throw foreign(item, name);
        }
        return value.s();
    }

    /** @throws StoreException if the item has no such whole number, as none of ours is */
    static long numberOf(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.n() == null || !WHOLE.matcher(value.n()).matches()) {
            throw foreign(item, name);
        }
        return Long.parseLong(value.n());
    }

    private static StoreException foreign(Map<String, AttributeValue> item, String name) {
        return new StoreException("The item " + item.get(Columns.PK) + " " + item.get(Columns.SK)
                + " has no " + name + " that Cairn wrote: it was changed by hand. Nothing was changed; put back a good"
                + " copy of it.");
    }

    /** What DynamoDB counts of an item: its names and its values, in bytes; a number has 21 at most. */
    static long size(Map<String, AttributeValue> item) {
        long size = 0;
        for (Map.Entry<String, AttributeValue> column : item.entrySet()) {
            String text = column.getValue().s();
            size += column.getKey().length() + (text == null ? 21 : text.getBytes(StandardCharsets.UTF_8).length);
        }
        return size;
    }
}
