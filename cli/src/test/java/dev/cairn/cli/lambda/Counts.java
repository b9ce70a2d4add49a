package dev.cairn.cli.lambda;

import dev.cairn.functions.aws.stage.Asked;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What calls of AWS amount to, in the units that are paid for.
 *
 * @param amounts by what is counted, in the order of a bill
 */
record Counts(Map<String, Double> amounts) {
    static final String TRANSITIONS = "transitions";
    static final String INVOCATIONS = "invocations";
    static final String PUTS = "s3Puts";
    static final String GETS = "s3Gets";
    static final String LISTS = "s3Lists";
    static final String TRANSACTIONS = "dynamoTransactions";
    static final String ITEMS = "dynamoItems";
    static final String WRITE_UNITS = "dynamoWriteUnits";
    static final String INDEX_WRITES = "dynamoIndexWrites";
    static final String GET_ITEMS = "dynamoGetItems";
    static final String QUERIES = "dynamoQueries";
    static final String BUS_EVENTS = "busEvents";
    static final String STARTS = "executionStarts";
    static final String WAKES = "executionWakes";

    /** @param calls in the order in which they were made */
    static Counts of(int transitions, int invocations, Collection<Asked> calls) {
        Map<String, Double> amounts = new LinkedHashMap<>();
        amounts.put(TRANSITIONS, (double) transitions);
        amounts.put(INVOCATIONS, (double) invocations);
        for (String none : List.of(
                PUTS,
                GETS,
                LISTS,
                TRANSACTIONS,
                ITEMS,
                WRITE_UNITS,
                INDEX_WRITES,
                GET_ITEMS,
                QUERIES,
                BUS_EVENTS,
                STARTS,
                WAKES)) {
            amounts.put(none, 0.0);
        }
        Map<String, String> due = new TreeMap<>();
        for (Asked call : calls) {
            switch (call.service() + " " + call.operation()) {
                case "s3 PUT" -> add(amounts, PUTS, 1);
                case "s3 GET" -> add(amounts, call.query().contains("list-type=2") ? LISTS : GETS, 1);
                case "dynamodb GetItem" -> add(amounts, GET_ITEMS, 1);
                case "dynamodb Query" -> add(amounts, QUERIES, 1);
                case "dynamodb TransactWriteItems" -> {
                    add(amounts, TRANSACTIONS, 1);
                    for (JsonNode member : call.body().path("TransactItems")) {
                        add(amounts, ITEMS, 1);
                        add(amounts, WRITE_UNITS, (double) (2 * Math.ceilDiv(bytes(member), 1024)));
                        add(amounts, INDEX_WRITES, indexWrites(member, due));
                    }
                }
                case "events PutEvents" ->
                    add(amounts, BUS_EVENTS, call.body().path("Entries").size());
                case "states StartExecution" -> add(amounts, STARTS, 1);
                case "states SendTaskSuccess" -> add(amounts, WAKES, 1);
                case "secretsmanager GetSecretValue" -> {
                    // By a function that starts, and not by a run.
                }
                default -> throw new AssertionError("what does " + call + " cost?");
            }
        }
        return new Counts(amounts);
    }

    private static void add(Map<String, Double> amounts, String what, double more) {
        amounts.merge(what, more, Double::sum);
    }

    /** The names and values of what is written, as DynamoDB counts an item; a number is counted as 21 bytes. */
    private static long bytes(JsonNode member) {
        JsonNode item = member.path("Put").path("Item");
        JsonNode update = member.path("Update");
        long bytes = attributes(item)
                + attributes(update.path("Key"))
                + attributes(update.path("ExpressionAttributeValues"));
        if (bytes == 0) {
            throw new AssertionError("what does " + member + " write?");
        }
        return bytes;
    }

    private static long attributes(JsonNode attributes) {
        long bytes = 0;
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            JsonNode text = attribute.getValue().path("S");
            bytes += attribute.getKey().length()
                    + (text.isString() ? text.stringValue().getBytes(StandardCharsets.UTF_8).length : 21);
        }
        return bytes;
    }

    /** A run that is due at another time than before moves in the index of those: it leaves one place for another. */
    private static int indexWrites(JsonNode member, Map<String, String> due) {
        JsonNode item = member.path("Put").path("Item");
        if (!item.has("created")) {
            return 0;
        }
        String now = item.path("due").path("S").asString("");
        String before = due.put(item.path("pk").path("S").asString(), now);
        if (before == null) {
            // One of the tenant's runs, and one of those that are due.
            return now.isEmpty() ? 1 : 2;
        }
        return Objects.equals(before, now) ? 0 : (before.isEmpty() ? 0 : 1) + (now.isEmpty() ? 0 : 1);
    }

    double of(String what) {
        return Objects.requireNonNull(amounts.get(what), what);
    }

    Counts per(int times) {
        Map<String, Double> each = new LinkedHashMap<>();
        amounts.forEach((what, amount) -> each.put(what, Math.round(amount / times * 1000) / 1000.0));
        return new Counts(each);
    }

    Counts without(String what) {
        Map<String, Double> rest = new LinkedHashMap<>(amounts);
        rest.put(what, 0.0);
        return new Counts(rest);
    }

    Counts minus(Counts other) {
        Map<String, Double> rest = new LinkedHashMap<>();
        amounts.forEach((what, amount) -> rest.put(what, amount - other.of(what)));
        return new Counts(rest);
    }
}
