package dev.cairn.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.testing.TemplateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What docs/cost.md says follows from its prices and from the calls that were counted. */
class CostTest {
    private static final Path ROOT = Path.of(System.getProperty("cairn.root", ".."));

    private static final Map<String, String> COUNTED_AS = Map.of(
            "Step Functions: state transitions", "transitions",
            "Lambda: requests", "invocations",
            "S3: PUT", "s3Puts",
            "S3: GET", "s3Gets",
            "S3: LIST", "s3Lists",
            "DynamoDB: write units, transactions counted twice", "dynamoWriteUnits",
            "DynamoDB: writes of the two indexes", "dynamoIndexWrites",
            "DynamoDB: strongly consistent reads", "dynamoGetItems",
            "DynamoDB: queries", "dynamoQueries",
            "EventBridge: events", "busEvents");

    private static final Set<String> UNPAID =
            Set.of("dynamoTransactions", "dynamoItems", "executionStarts", "executionWakes");

    private record Row(String what, double price, double perRound, double perRun, double rounds, double runs) {}

    private static List<Row> rows(String page) {
        List<Row> rows = new ArrayList<>();
        for (String line : page.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 8 && COUNTED_AS.containsKey(cells[1].strip())) {
                rows.add(new Row(
                        cells[1].strip(),
                        Double.parseDouble(cells[2].strip()),
                        Double.parseDouble(cells[3].strip()),
                        Double.parseDouble(cells[4].strip()),
                        Double.parseDouble(cells[5].strip()),
                        Double.parseDouble(cells[6].strip())));
            }
        }
        return rows;
    }

    private static String dollars(double amount) {
        return String.format(Locale.ROOT, "%.4f", amount);
    }

    @Test
    void page_shouldFollowFromThePricesAndTheCounts() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/cost.md"));
        JsonNode counts = Json.tree(Files.readAllBytes(ROOT.resolve("cli/src/test/resources/counts.json")));
        List<Row> rows = rows(page);
        assertThat(rows).extracting(Row::what).containsExactlyInAnyOrderElementsOf(COUNTED_AS.keySet());
        double rounds = 0;
        double runs = 0;
        for (Row row : rows) {
            String key = COUNTED_AS.get(row.what());
            assertThat(row.perRound())
                    .as(row.what())
                    .isEqualTo(counts.path("perRound").path(key).asDouble());
            assertThat(row.perRun())
                    .as(row.what())
                    .isEqualTo(counts.path("perRun").path(key).asDouble());
            assertThat(dollars(row.rounds())).as(row.what()).isEqualTo(dollars(row.price() * row.perRound() / 1_000));
            assertThat(dollars(row.runs())).as(row.what()).isEqualTo(dollars(row.price() * row.perRun() / 1_000));
            rounds += row.price() * row.perRound() / 1_000;
            runs += row.price() * row.perRun() / 1_000;
        }
        assertThat(page).contains("| **together** | | | | **" + dollars(rounds) + "** | **" + dollars(runs) + "** |");
        assertThat(page)
                .contains("A run of ten rounds costs **"
                        + String.format(Locale.ROOT, "%.5f", (10 * rounds + runs) / 1_000) + "**");
    }

    /** An alarm is paid for by the metrics that it watches. */
    @Test
    void page_shouldCountTheMetricsOfTheAlarms() throws IOException {
        long metrics = TemplateFile.all("AWS::CloudWatch::Alarm").values().stream()
                .mapToLong(alarm -> alarm.has("MetricName")
                        ? 1
                        : alarm.path("Metrics")
                                .valueStream()
                                .filter(metric -> metric.has("MetricStat"))
                                .count())
                .sum();

        assertThat(Files.readString(ROOT.resolve("docs/cost.md")))
                .contains("alarms (0.10 for each of the " + metrics + " metrics that they watch)");
    }

    @Test
    void everythingCounted_shouldBeOnThePage() throws IOException {
        JsonNode counts = Json.tree(Files.readAllBytes(ROOT.resolve("cli/src/test/resources/counts.json")));

        // A transaction and its items are paid for by what they write; an execution by its transitions.
        assertThat(counts.path("perRound").propertyNames())
                .filteredOn(name -> !UNPAID.contains(name))
                .containsExactlyInAnyOrderElementsOf(COUNTED_AS.values());
    }
}
