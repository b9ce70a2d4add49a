package dev.cairn.functions.aws.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.error.BrokenIndexException;
import dev.cairn.core.format.GoldenStory;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.testing.TestAws;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of every released format are read for ever, and written on; what no release wrote is refused by name. */
class GoldenItemsTest {
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    private @Nullable DynamoDbClient client;
    private String table = "";

    static List<GoldenItems> goldens() {
        return GoldenItems.all();
    }

    private DynamoDbClient dynamo() {
        if (client == null) {
            AwsSettings settings = TestAws.newStore();
            table = settings.table();
            client = AwsClients.dynamo(settings, DynamoIndexStore::isBusy);
        }
        return client;
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
    }

    private DynamoIndexStore holding(List<Map<String, AttributeValue>> items) {
        DynamoDbClient dynamo = dynamo();
        items.forEach(item -> dynamo.putItem(put -> put.tableName(table).item(item)));
        return new DynamoIndexStore(dynamo, table);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void goldenItems_shouldGiveEveryRecord_andBeWrittenOn(GoldenItems golden) throws IOException {
        DynamoIndexStore index = holding(golden.items());

        for (IndexRecord record : golden.store().records()) {
            assertThat(index.get(record.key()).orElseThrow()).isEqualTo(new Versioned<>(record, 1));
        }
        List<RunRecord> runs = golden.store().records().stream()
                .filter(RunRecord.class::isInstance)
                .map(RunRecord.class::cast)
                .toList();
        assertThat(index.runs(GoldenStory.FINISHED.tenant(), null, 100).items())
                .containsExactlyInAnyOrderElementsOf(runs);
        assertThat(index.due(FAR, 100))
                .containsExactlyInAnyOrderElementsOf(runs.stream()
                        .filter(run -> run.due() != null)
                        .map(RunRecord::run)
                        .toList());
        RunRecord run =
                index.get(RunRecord.key(GoldenStory.FINISHED)).orElseThrow().record();
        RunRecord kept = run.toBuilder().keep(true).due(null).build();
        assertThat(index.transact(List.of(new Write.Replace(kept, 1)))).isTrue();
        assertThat(index.get(RunRecord.key(GoldenStory.FINISHED))).contains(new Versioned<>(kept, 2));
    }

    /** Another attribute, or another text in one, is another format: see docs/adr/0012. */
    @Test
    void todaysWriter_shouldMakeTheNewestItems() throws IOException {
        GoldenItems golden = goldens().getLast();

        assertThat(golden.lines()).isEqualTo(GoldenItems.written(golden.store().records()));
    }

    @Test
    void get_shouldNameTheRecordAndNotItsText_whenItCannotBeRead() throws IOException {
        Map<String, AttributeValue> item =
                new HashMap<>(goldens().getLast().items().getFirst());
        item.put(Columns.BODY, AttributeValue.fromS("{\"format\":1,\"task\":\"secret\""));
        DynamoIndexStore index = holding(List.of(item));
        IndexRecord record = goldens().getLast().store().records().getFirst();

        assertThatExceptionOfType(BrokenIndexException.class)
                .isThrownBy(() -> index.get(record.key()))
                .withMessageStartingWith("The " + record.key().kind().word() + " record of run "
                        + record.key().run() + " in the table " + table + " cannot be read: it was changed by hand")
                .withMessageContaining("cairn doctor --store aws")
                .withNoCause()
                .satisfies(e -> assertThat(e.toString()).doesNotContain("secret", "Source:"));
    }
}
