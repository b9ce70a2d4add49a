package dev.cairn.core.ledger;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.OutputSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a progress ledger strictly: nothing is guessed, no field defaults, no text counts as true. */
public final class ProgressLedgerReader {
    private static final List<String> FLAGS = List.of("is_request_satisfied", "is_in_loop", "is_progress_being_made");
    private static final List<String> TEXTS = List.of("next_speaker", "instruction_or_question");

    /** What a model that can be held to a schema is held to. */
    public static final OutputSchema SCHEMA = new OutputSchema("progress_ledger", schema());

    private ProgressLedgerReader() {}

    /**
     * Reads the ledger in a model's answer: the whole text, or the first object in it that is one.
     *
     * @throws MalformedLedgerException saying what was wrong, in words for the model
     */
    public static ProgressLedger read(String answer) {
        List<String> candidates = new ArrayList<>(JsonInProse.objects(answer));
        if (candidates.isEmpty()) {
            throw new MalformedLedgerException("the answer holds no complete JSON object");
        }
        MalformedLedgerException first = null;
        for (String candidate : candidates) {
            try {
                return ledger(Json.tree(candidate));
            } catch (JacksonException e) {
                first = keepFirst(first, new MalformedLedgerException("the JSON cannot be read: " + Json.fault(e)));
            } catch (MalformedLedgerException e) {
                first = keepFirst(first, e);
            }
        }
        throw first == null ? new MalformedLedgerException("the answer holds no progress ledger") : first;
    }

    private static MalformedLedgerException keepFirst(
            @org.jspecify.annotations.Nullable MalformedLedgerException first, MalformedLedgerException next) {
        return first == null ? next : first;
    }

    private static ProgressLedger ledger(JsonNode tree) {
        List<String> wrong = new ArrayList<>();
        for (String field : FLAGS) {
            check(tree, field, true, wrong);
        }
        for (String field : TEXTS) {
            check(tree, field, false, wrong);
        }
        if (!wrong.isEmpty()) {
            throw new MalformedLedgerException(String.join("; ", wrong));
        }
        return new ProgressLedger(
                flag(tree, "is_request_satisfied"),
                flag(tree, "is_in_loop"),
                flag(tree, "is_progress_being_made"),
                text(tree, "next_speaker"),
                text(tree, "instruction_or_question"));
    }

    private static void check(JsonNode tree, String field, boolean flag, List<String> wrong) {
        JsonNode finding = tree.get(field);
        if (finding == null || !finding.isObject()) {
            wrong.add(field + " is missing; it must be an object with reason and answer");
            return;
        }
        if (!finding.path("reason").isString()) {
            wrong.add(field + ".reason must be a text");
        }
        JsonNode answer = finding.path("answer");
        if (flag && !answer.isBoolean() && !isWord(answer)) {
            wrong.add(field + ".answer must be true or false");
        }
        if (!flag && !answer.isString()) {
            wrong.add(field + ".answer must be a text");
        }
    }

    private static boolean isWord(JsonNode answer) {
        return answer.isString()
                && Set.of("true", "false").contains(answer.stringValue().strip().toLowerCase(Locale.ROOT));
    }

    private static Finding<Boolean> flag(JsonNode tree, String field) {
        JsonNode answer = tree.path(field).path("answer");
        boolean value = answer.isBoolean()
                ? answer.booleanValue()
                : answer.stringValue().strip().equalsIgnoreCase("true");
        return new Finding<>(tree.path(field).path("reason").stringValue(), value);
    }

    private static Finding<String> text(JsonNode tree, String field) {
        JsonNode finding = tree.path(field);
        return new Finding<>(
                finding.path("reason").stringValue(), finding.path("answer").stringValue());
    }

    private static JsonNode schema() {
        String flags = FLAGS.stream().map(field -> property(field, "boolean")).collect(Collectors.joining(","));
        String texts = TEXTS.stream().map(field -> property(field, "string")).collect(Collectors.joining(","));
        String names = java.util.stream.Stream.concat(FLAGS.stream(), TEXTS.stream())
                .map(field -> "\"" + field + "\"")
                .collect(Collectors.joining(","));
        return Json.tree("{\"type\":\"object\",\"properties\":{" + flags + "," + texts + "},\"required\":[" + names
                + "],\"additionalProperties\":false}");
    }

    private static String property(String field, String type) {
        return "\"" + field + "\":{\"type\":\"object\",\"properties\":{\"reason\":{\"type\":\"string\"},"
                + "\"answer\":{\"type\":\"" + type + "\"}},\"required\":[\"reason\",\"answer\"],"
                + "\"additionalProperties\":false}";
    }
}
