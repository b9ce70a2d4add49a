package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.integrity.StoreCheck;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.local.Person.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** All that lies in a bucket and its table, read past the wire that failed. */
record StoredRuns(AwsSettings aws) {
    void examine(Map<String, Wish> runs) {
        try (AwsStores stores = AwsStores.open(aws);
                S3Client s3 = AwsClients.s3(aws, fault -> false)) {
            List<Trouble> troubles = new ArrayList<>();
            new StoreCheck(stores.blobs(), stores.index()).check(troubles::add);
            assertThat(troubles)
                    .filteredOn(trouble -> trouble.grade() == Trouble.Grade.FAIL)
                    .isEmpty();
            runs.forEach((id, wish) -> {
                RunKey key = new RunKey(Stack.TENANT, new RunId(id));
                hasEnded(stores, key, wish);
                wasNeverReplaced(s3, key);
            });
        }
    }

    private static void hasEnded(AwsStores stores, RunKey key, Wish wish) {
        RunRecord run = stores.index().get(RunRecord.key(key)).orElseThrow().record();
        assertThat(run.status()).as("%s: %s, %s", wish, key, run.error()).isEqualTo(wish.end());
        if (wish == Wish.RESUME) {
            assertThat(run.epoch()).as("the epoch of who was resumed").isPositive();
        }
        List<CheckpointRecord> steps = stores.index().list(key, RecordKind.CHECKPOINT, null, false, 1_000);
        assertThat(steps)
                .extracting(CheckpointRecord::seq)
                .as("heads are contiguous")
                .containsExactlyElementsOf(
                        LongStream.range(0, steps.size()).boxed().toList());
        assertThat(run.seq()).isEqualTo(steps.size() - 1);
        assertThat(steps.stream().filter(CheckpointRecord::terminal)).hasSize(1);
        assertThat(stores.index().list(key, RecordKind.EVENTS, null, false, 1_000))
                .extracting(EventsRecord::batch)
                .as("every step has its events")
                .containsAll(steps.stream()
                        .map(step -> EventsRecord.ofCheckpoint(step.seq()))
                        .toList());
        assertThat(stores.index().list(key, RecordKind.REQUEST, null, false, 1_000))
                .extracting(RequestRecord::decision)
                .as("%s: one decision for each request", wish)
                .containsExactlyInAnyOrderElementsOf(wish.decisions());
    }

    private void wasNeverReplaced(S3Client s3, RunKey key) {
        for (String kind : List.of("checkpoints/", "segments/")) {
            assertThat(s3.listObjectVersions(list -> list.bucket(aws.bucket()).prefix(key.prefix() + kind))
                            .versions())
                    .as("what was stored was never replaced")
                    .isNotEmpty()
                    .extracting(ObjectVersion::key)
                    .doesNotHaveDuplicates();
        }
    }
}
