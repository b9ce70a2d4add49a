package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.Journal;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.port.BlobRules;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Storage;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What lies under a run's prefix and is named by nothing that was committed, and what is said of the sizes. */
final class Leftovers {
    private static final int PAGE = 1_000;

    private final BlobStore blobs;
    private final Formats formats;
    private final RunObjects objects;
    private final Named named;
    private final Consumer<Trouble> troubles;

    Leftovers(BlobStore blobs, Formats formats, RunObjects objects, Named named, Consumer<Trouble> troubles) {
        this.blobs = blobs;
        this.formats = formats;
        this.objects = objects;
        this.named = named;
        this.troubles = troubles;
    }

    /** @param broken whether objects are missing, so that the sizes cannot agree */
    void tell(RunRecord run, boolean broken) {
        Storage ours = objects.pin();
        Storage left = Storage.ZERO;
        for (Kind kind : List.of(
                new Kind(objects.checkpoints(), named::hasCheckpoint),
                new Kind(objects.journals(), named::hasCheckpoint),
                new Kind(objects.segments(), named::hasSegment),
                new Kind(objects.responses(), named::hasResponse))) {
            for (Map.Entry<String, Storage> object : kind.objects().entrySet()) {
                if (kind.isNamed().test(object.getKey())) {
                    ours = ours.plus(object.getValue());
                } else {
                    left = left.plus(object.getValue());
                }
            }
        }
        // Behind what is broken, something may be named that nobody can read.
        if (!broken && left.objects() > 0) {
            note(
                    "holds " + words(left) + " that no checkpoint names: left by attempts that were overtaken, or of a"
                            + " step under way",
                    "nothing; they go with the run");
        }
        if (objects.quarantined().objects() > 0) {
            note(
                    "holds " + words(objects.quarantined()) + " in quarantine",
                    "look at what lies there, or leave it; it goes with the run");
        }
        if (!broken && !ours.equals(run.storage())) {
            note(
                    "stores " + words(ours) + ", and in the index its storage is " + words(run.storage()),
                    "nothing; both are true at some time");
        }
        objects.others()
                .forEach(key -> troubles.accept(
                        new Trouble(Grade.WARN, objects.run(), key, "is nothing of Cairn's", "move it elsewhere")));
        journals();
        objects.tooLarge().stream()
                .filter(object -> !named.isBroken(object.key()))
                .forEach(object -> troubles.accept(new Trouble(
                        Grade.WARN,
                        objects.run(),
                        object.key(),
                        BlobRules.tooLarge(object.key(), object.bytes()).what() + ", and no checkpoint names it",
                        "move it elsewhere; a run that failed on it goes on then: cairn resume "
                                + objects.run().runId())));
    }

    private static String words(Storage storage) {
        return storage.objects() + (storage.objects() == 1 ? " object" : " objects") + " of " + storage.bytes()
                + (storage.bytes() == 1 ? " byte" : " bytes");
    }

    private record Kind(Map<String, Storage> objects, Predicate<String> isNamed) {}

    /** No hash of an entry is kept anywhere: what was changed and can be read still passes for what was stored. */
    private void journals() {
        for (String making : objects.journals().keySet()) {
            String folder = Keys.journalOf(objects.run(), new CheckpointId(making));
            boolean done = named.hasCheckpoint(making);
            List<BlobStore.Stored> page = List.of();
            do {
                page = blobs.list(folder, page.isEmpty() ? null : page.getLast().key(), PAGE);
                page.stream()
                        .map(BlobStore.Stored::key)
                        .filter(entry -> !isReadable(entry))
                        .forEach(entry -> unreadable(entry, done));
            } while (page.size() == PAGE);
        }
    }

    private boolean isReadable(String entry) {
        try {
            return blobs.get(entry)
                    .flatMap(bytes -> Journal.parse(formats, entry, bytes))
                    .isPresent();
        } catch (BrokenObjectException tooLarge) {
            // That is told of every kind of object.
            return true;
        }
    }

    private void unreadable(String entry, boolean done) {
        troubles.accept(new Trouble(
                Grade.WARN,
                objects.run(),
                entry,
                done
                        ? "cannot be read: it kept a completed call of a step that was committed since"
                        : "cannot be read: it kept a completed call of a step that is to be done yet",
                done
                        ? "put it back from a backup, or leave it: what came of the call stands in the log, which is"
                                + " what a replay reads"
                        : "nothing; the step puts it aside and makes the call again"));
    }

    private void note(String what, String advice) {
        troubles.accept(new Trouble(Grade.NOTE, objects.run(), objects.run().prefix(), what, advice));
    }
}
