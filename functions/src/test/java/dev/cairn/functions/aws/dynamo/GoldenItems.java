package dev.cairn.functions.aws.dynamo;

import dev.cairn.core.format.Formats;
import dev.cairn.core.format.GoldenStore;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.node.ObjectNode;

/** The index of a golden store as DynamoDB keeps it: an item a line, in the JSON of its API. */
record GoldenItems(GoldenStore store) {
    static List<GoldenItems> all() {
        return GoldenStore.all().stream().map(GoldenItems::new).toList();
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(store.beside("functions", "items.ndjson"));
    }

    List<Map<String, AttributeValue>> items() throws IOException {
        return lines().stream().map(GoldenItems::item).toList();
    }

    private static Map<String, AttributeValue> item(String line) {
        Map<String, AttributeValue> item = new HashMap<>();
        Json.tree(line).properties().forEach(column -> {
            String text = column.getValue().path("S").asString("");
            item.put(
                    column.getKey(),
                    column.getValue().has("S")
                            ? AttributeValue.fromS(text)
                            : AttributeValue.fromN(column.getValue().path("N").asString("")));
        });
        return item;
    }

    /** What today's release puts of these records into an empty table. */
    static List<String> written(List<IndexRecord> records) {
        List<String> lines = new ArrayList<>();
        for (IndexRecord record : records) {
            ObjectNode line = Json.mapper().createObjectNode();
            new TreeMap<>(new ItemWrites("table")
                            .of(List.of(new Write.Create(record)))
                            .getFirst()
                            .put()
                            .item())
                    .forEach((name, value) -> line.putObject(name)
                            .put(value.s() == null ? "N" : "S", value.s() == null ? value.n() : value.s()));
            lines.add(Json.text(line));
        }
        return lines;
    }

    /**
     * Makes the golden items of the present format, of its golden store: run it once, when a format is released, and
     * commit what it wrote.
     *
     * <p>{@code java -cp ... dev.cairn.functions.aws.dynamo.GoldenItems core/src/test/resources/golden
     * functions/src/test/resources/golden}
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1], "format-" + Formats.CURRENT);
        if (Files.exists(folder)) {
            throw new IOException(folder + " is there: golden items of a released format are never changed");
        }
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("items.ndjson"),
                written(new GoldenStore(Path.of(arguments[0], "format-" + Formats.CURRENT)).records()));
    }
}
