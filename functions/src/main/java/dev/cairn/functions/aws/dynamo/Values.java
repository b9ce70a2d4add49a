package dev.cairn.functions.aws.dynamo;

import dev.cairn.core.error.BrokenIndexException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

    /** @throws BrokenIndexException if the item has no such text, as none of ours is */
    static String textOf(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.s() == null) {
            throw foreign(item, name);
        }
        return value.s();
    }

    /** @throws BrokenIndexException if the item has no such whole number, as none of ours is */
    static long numberOf(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.n() == null || !WHOLE.matcher(value.n()).matches()) {
            throw foreign(item, name);
        }
        return Long.parseLong(value.n());
    }

    private static BrokenIndexException foreign(Map<String, AttributeValue> item, String name) {
        return broken("The item " + shown(item.get(Columns.PK)) + " " + shown(item.get(Columns.SK)) + " has no " + name
                + " that Cairn wrote: it was changed by hand.");
    }

    private static String shown(@Nullable AttributeValue key) {
        return key == null || key.s() == null ? "?" : key.s();
    }

    /** @param what is wrong with which item: a sentence */
    static BrokenIndexException broken(String what) {
        return new BrokenIndexException(
                what,
                "Look what else is broken: cairn doctor --store aws. Then put back a good copy of the item, or delete it"
                        + " and have the run's records made anew, as docs/operations.md says under \"The table is lost or"
                        + " wrong\".");
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
