package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.json.Bounds;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies under a run's prefix, by kind, with its sizes.
 *
 * @param checkpoints by id
 * @param segments by hash
 * @param journals by the id of the checkpoint that the step makes
 * @param responses by hash
 * @param pin zero if the run is not pinned
 * @param quarantined what was put aside
 * @param others keys that are none of these
 * @param tooLarge of all of them, those that are larger than anything we store
 */
record RunObjects(
        RunKey run,
        Map<String, Storage> checkpoints,
        Map<String, Storage> segments,
        Map<String, Storage> journals,
        Map<String, Storage> responses,
        Storage pin,
        Storage quarantined,
        List<String> others,
        List<BlobStore.Stored> tooLarge) {
    private static final int PAGE = 1_000;
    private static final Pattern CHECKPOINT = Pattern.compile("checkpoints/([A-Za-z0-9_-]{1,64})\\.json\\.gz");
    private static final Pattern SEGMENT = Pattern.compile("segments/([0-9a-f]{64})\\.ndjson\\.gz");
    private static final Pattern RESPONSE = Pattern.compile("journal/responses/([0-9a-f]{64})\\.json\\.gz");
    private static final Pattern JOURNAL = Pattern.compile("journal/([A-Za-z0-9_-]{1,64})/[0-9]{6}\\.json\\.gz");

    static RunObjects list(BlobStore blobs, RunKey run) {
        Map<String, Storage> checkpoints = new TreeMap<>();
        Map<String, Storage> segments = new TreeMap<>();
        Map<String, Storage> journals = new TreeMap<>();
        Map<String, Storage> responses = new TreeMap<>();
        List<String> others = new ArrayList<>();
        List<BlobStore.Stored> tooLarge = new ArrayList<>();
        Storage pin = Storage.ZERO;
        Storage quarantined = Storage.ZERO;
        List<BlobStore.Stored> page = List.of();
        do {
            page = blobs.list(
                    run.prefix(), page.isEmpty() ? null : page.getLast().key(), PAGE);
            for (BlobStore.Stored object : page) {
                String name = object.key().substring(run.prefix().length());
                Storage size = new Storage(object.bytes(), 1);
                if (object.bytes() > Bounds.MAX_OBJECT) {
                    tooLarge.add(object);
                }
                if (name.equals("keep.json")) {
                    pin = size;
                } else if (name.startsWith("quarantine/")) {
                    quarantined = quarantined.plus(size);
                } else if (!(add(checkpoints, CHECKPOINT, name, size)
                        || add(segments, SEGMENT, name, size)
                        || add(responses, RESPONSE, name, size)
                        || add(journals, JOURNAL, name, size))) {
                    others.add(object.key());
                }
            }
        } while (page.size() == PAGE);
        return new RunObjects(run, checkpoints, segments, journals, responses, pin, quarantined, others, tooLarge);
    }

    private static boolean add(Map<String, Storage> kind, Pattern pattern, String name, Storage size) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            return false;
        }
        kind.merge(matcher.group(1), size, Storage::plus);
        return true;
    }

    /** Whether nothing of it is a part of any run. */
    boolean areForeign() {
        return !others.isEmpty()
                && checkpoints.isEmpty()
                && segments.isEmpty()
                && journals.isEmpty()
                && responses.isEmpty()
                && pin.objects() == 0
                && quarantined.objects() == 0;
    }

    /** Whether there is nothing that a run has from its first step on; an opening that died left no more than this. */
    boolean areOfAnOpening() {
        return !isEmpty()
                && Set.of(Keys.first(run).value()).containsAll(checkpoints.keySet())
                && journals.isEmpty()
                && pin.objects() == 0
                && quarantined.objects() == 0
                && others.isEmpty();
    }

    boolean isEmpty() {
        return checkpoints.isEmpty()
                && segments.isEmpty()
                && journals.isEmpty()
                && responses.isEmpty()
                && pin.objects() == 0
                && quarantined.objects() == 0
                && others.isEmpty();
    }

    Storage journal(CheckpointId making) {
        return journals.getOrDefault(making.value(), Storage.ZERO);
    }
}
