package dev.cairn.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.format.Formats;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("r"));

    private static Entry entry(long ordinal) {
        return new Entry(
                ordinal,
                "coder",
                Role.ASSISTANT,
                EntryKind.REPLY,
                Audience.everybody(),
                StepName.AGENT_TURN,
                Content.text("reply \ud83d\ude00 " + ordinal),
                null);
    }

    private static Entry entry(long ordinal, String text) {
        return new Entry(
                ordinal,
                "coder",
                Role.ASSISTANT,
                EntryKind.REPLY,
                Audience.everybody(),
                StepName.AGENT_TURN,
                Content.text(text),
                null);
    }

    @Test
    void append_shouldKeepWordsThatRepeatThemselves_soThatTheyCanBeRead() {
        MemoryBlobStore blobs = new MemoryBlobStore();
        Entry endless = entry(0, "the the ".repeat(250_000));

        List<SegmentRef> refs =
                new Segments(blobs, new SegmentCache(1), Formats.RELEASED).append(RUN, List.of(), List.of(endless));

        assertThat(new Segments(blobs, new SegmentCache(1), Formats.RELEASED).log(RUN, refs).stream())
                .containsExactly(endless);
    }

    @Test
    void append_shouldNotMergePastWhatCanBeRead() {
        MemoryBlobStore blobs = new MemoryBlobStore();
        Segments segments = new Segments(blobs, new SegmentCache(100_000), Formats.RELEASED);
        byte[] noise = new byte[800_000];
        new Random(7).nextBytes(noise);
        String longReply = Base64.getEncoder().encodeToString(noise);
        List<SegmentRef> refs = List.of();
        for (int i = 0; i < 2 * Segments.FAN_OUT; i++) {
            refs = segments.append(RUN, refs, List.of(entry(i, i < Segments.FAN_OUT ? longReply : "short")));
        }

        assertThat(refs)
                .hasSizeLessThan(2 * Segments.FAN_OUT)
                .allSatisfy(ref -> assertThat(ref.bytes()).isLessThan(2_000_000));
        assertThat(new Segments(blobs, new SegmentCache(1), Formats.RELEASED).log(RUN, refs).stream())
                .hasSize(2 * Segments.FAN_OUT);
    }

    @Test
    void append_shouldKeepFewSegments_andRewriteEachEntryFewTimes() {
        MemoryBlobStore blobs = new MemoryBlobStore();
        Segments segments = new Segments(blobs, new SegmentCache(100_000), Formats.RELEASED);
        List<SegmentRef> refs = List.of();
        List<Entry> all = new ArrayList<>();
        int most = 0;
        for (int i = 0; i < 3_000; i++) {
            refs = segments.append(RUN, refs, List.of(entry(i)));
            all.add(entry(i));
            most = Math.max(most, refs.size());
        }

        assertThat(most).isLessThanOrEqualTo(3 * (Segments.FAN_OUT - 1));
        int puts = 0;
        String after = null;
        List<dev.cairn.core.port.BlobStore.Stored> page;
        do {
            page = blobs.list(RUN.prefix(), after, 1000);
            puts += page.size();
            after = page.isEmpty() ? after : page.getLast().key();
        } while (!page.isEmpty());
        assertThat(puts).isEqualTo(3_000);
        assertThat(new Segments(blobs, new SegmentCache(10), Formats.RELEASED).log(RUN, refs).stream())
                .containsExactlyElementsOf(all);
    }
}
