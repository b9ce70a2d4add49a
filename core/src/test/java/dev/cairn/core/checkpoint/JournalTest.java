package dev.cairn.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.format.Formats;
import dev.cairn.core.log.CallRecord;
import dev.cairn.core.log.Content;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("r"));
    private static final CheckpointId MAKING = new CheckpointId("00000001-a");

    private final MemoryBlobStore blobs = new MemoryBlobStore();

    private static JournalEntry entry(String hash) {
        return new JournalEntry(new CallRecord(hash, 1, 1), Content.text("said " + hash), false);
    }

    private Journal journal() {
        return new Journal(blobs, RUN, MAKING, Formats.RELEASED);
    }

    private void written(int entries) {
        Journal journal = journal();
        for (int i = 0; i < entries; i++) {
            journal.write(i, entry("old" + i));
        }
    }

    @Test
    void read_shouldDiscardTheWholeTail_whenItIsLongerThanAPageOfTheStore() {
        written(2_100);
        Journal again = journal();

        assertThat(again.read(5, "another")).isEmpty();

        assertThat(journal().read(4, "old4")).contains(entry("old4"));
        assertThat(blobs.list(RUN.prefix(), null, 1000)).hasSize(5);
        assertThat(again.write(2_050, entry("new"))).isEqualTo(entry("new"));
    }

    @Test
    void read_shouldAnswerNothingMore_afterAMismatch() {
        written(3);
        Journal again = journal();

        assertThat(again.read(0, "old0")).contains(entry("old0"));
        assertThat(again.read(1, "another")).isEmpty();
        assertThat(again.read(2, "old2")).isEmpty();
    }

    @Test
    void write_shouldGoOnWithTheWinnersEntry_whenItWasThereFirst() {
        JournalEntry theirs = new JournalEntry(new CallRecord("h", 1, 1), Content.text("theirs"), false);
        journal().write(0, theirs);

        assertThat(journal().write(0, entry("h"))).isEqualTo(theirs);
    }
}
