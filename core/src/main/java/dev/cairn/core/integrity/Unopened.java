package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.BrokenIndexException;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.lifecycle.Pins;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Removes what an opening or a fork left that died between its objects and the index: nobody was told of a run, and
 * nothing else ever removes it. A run that the index lost is another matter, and stays, unless it took no step. A keep
 * that died halfway is settled too: the pin's object is made to say what the run's record says.
 */
public final class Unopened {
    /**
     * How old a first checkpoint must be: whoever asks again under the same key goes on with a younger one. The clocks of
     * two machines may differ by a day.
     */
    public static final Duration AGE = Duration.ofDays(2);

    private static final int PAGE = 1_000;

    private final BlobStore blobs;
    private final IndexStore index;
    private final Formats formats;
    private final boolean alone;

    /** @param alone whether nobody else opens a run in this store meanwhile: then what has no age can go too */
    public Unopened(BlobStore blobs, IndexStore index, boolean alone) {
        this.blobs = blobs;
        this.index = index;
        this.formats = Formats.RELEASED;
        this.alone = alone;
    }

    /**
     * @param openings of how many nothing is left now
     * @param storage what they held
     * @param pins of how many runs the pin's object had to be removed, or put again
     */
    public record Outcome(long openings, Storage storage, long pins) {}

    /** @param troubles gets what was left alone and is nothing of a run in the index */
    public Outcome remove(Instant now, Consumer<Trouble> troubles) {
        long[] openings = new long[1];
        long[] pins = new long[1];
        Storage[] storage = {Storage.ZERO};
        new StoredRuns(blobs)
                .forEach(
                        run -> {
                            try {
                                if (isInIndex(run)) {
                                    pins[0] += settled(run) ? 1 : 0;
                                } else if (isOurs(run, now, troubles)) {
                                    storage[0] = storage[0].plus(remove(run, troubles));
                                    openings[0]++;
                                }
                            } catch (BrokenIndexException broken) {
                                troubles.accept(new Trouble(
                                        Grade.FAIL,
                                        run,
                                        run.prefix(),
                                        "was left as it is: " + broken.what(),
                                        "look what else is broken: cairn doctor"));
                            }
                        },
                        foreign -> {
                            // The check tells of those.
                        });
        return new Outcome(openings[0], storage[0], pins[0]);
    }

    /** Whether there was something to do. */
    private boolean settled(RunKey run) {
        Pins pins = new Pins(blobs, index);
        if (pins.agrees(run)) {
            return false;
        }
        pins.agree(run);
        return true;
    }

    private boolean isInIndex(RunKey run) {
        return index.get(RunRecord.key(run)).isPresent();
    }

    private boolean isOurs(RunKey run, Instant now, Consumer<Trouble> troubles) {
        RunObjects objects = RunObjects.list(blobs, run);
        if (objects.checkpoints().isEmpty() && !objects.areOfAnOpening()) {
            left(run, Grade.WARN, "holds no checkpoint of any run", "look what it is: cairn doctor", troubles);
            return false;
        }
        if (!objects.areOfAnOpening()) {
            left(
                    run,
                    Grade.FAIL,
                    "holds steps of a run that is not in the index",
                    "add it to the index: cairn doctor --rebuild-index",
                    troubles);
            return false;
        }
        if (objects.checkpoints().isEmpty()) {
            if (!alone) {
                left(
                        run,
                        Grade.NOTE,
                        "holds what an opening left that made no checkpoint, so nobody can tell how old it is",
                        "look whether a run is being opened; if none is, delete what is under this by hand",
                        troubles);
            }
            return alone;
        }
        try {
            Instant opened = Lineage.read(blobs, formats, run, Keys.first(run)).at();
            if (now.isBefore(opened.plus(AGE))) {
                left(
                        run,
                        Grade.NOTE,
                        "holds what an opening left at " + opened,
                        "remove it once it is two days old: cairn doctor --clean",
                        troubles);
                return false;
            }
            return true;
        } catch (NewerFormatException | BrokenObjectException unreadable) {
            left(
                    run,
                    Grade.WARN,
                    "holds a first checkpoint that cannot be read: " + unreadable.getMessage(),
                    "look at it; if it is not wanted, delete what is under this by hand",
                    troubles);
            return false;
        }
    }

    private static void left(RunKey run, Grade grade, String what, String advice, Consumer<Trouble> troubles) {
        troubles.accept(new Trouble(grade, run, run.prefix(), what + "; it was left as it is", advice));
    }

    private Storage remove(RunKey run, Consumer<Trouble> troubles) {
        Storage removed = Storage.ZERO;
        List<BlobStore.Stored> page;
        do {
            page = blobs.list(run.prefix(), null, PAGE);
            for (BlobStore.Stored object : page) {
                blobs.delete(object.key());
                removed = removed.plus(new Storage(object.bytes(), 1));
            }
        } while (!page.isEmpty());
        if (isInIndex(run)) {
            troubles.accept(new Trouble(
                    Grade.FAIL,
                    run,
                    run.prefix(),
                    "was opened in the very moment in which what it stands on was removed",
                    "cancel and delete the run, and open it again under another Idempotency-Key"));
        }
        return removed;
    }
}
