package dev.cairn.functions.aws.dynamo;

import static dev.cairn.core.port.IndexSamples.NOON;
import static dev.cairn.core.port.IndexSamples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.port.IndexSamples;
import dev.cairn.core.run.RunKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final RunKey RUN = key("acme", "run-1");

    @Test
    void deltas_shouldLiveForAnHour_andNothingElseBeTakenByDynamoDb() {
        EventsRecord deltas =
                new EventsRecord(RUN.tenant(), RUN.runId(), EventsRecord.beforeCheckpoint(3), 3, null, NOON, List.of());

        assertThat(Values.numberOf(Columns.of(deltas), Columns.EXPIRES))
                .isEqualTo(NOON.plusSeconds(3_600).getEpochSecond());
        for (IndexRecord record : IndexSamples.ofEveryKind(RUN)) {
            assertThat(Columns.of(record)).as("%s", record).doesNotContainKey(Columns.EXPIRES);
        }
    }

    @Test
    void dueRuns_shouldBeSpreadOverEveryShard() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(n -> Columns.of(IndexSamples.run(key("acme", "run-" + n), NOON, NOON, "task")))
                        .map(columns -> Values.textOf(columns, Columns.DUE_SHARD)))
                .containsAll(Columns.dueShards());
    }

    @Test
    void times_shouldSortAsTheyAre_whateverTheirSize() {
        assertThat(List.of(
                                Instant.MIN,
                                Instant.parse("0000-01-01T00:00:00.000000001Z"),
                                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                                Instant.EPOCH,
                                Instant.EPOCH.plusNanos(1),
                                Instant.EPOCH.plusNanos(10),
                                Instant.parse("9999-12-31T23:59:59Z"),
                                Instant.MAX)
                        .stream()
                        .map(TimeText::of))
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
