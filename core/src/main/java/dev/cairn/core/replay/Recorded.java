package dev.cairn.core.replay;

import dev.cairn.core.checkpoint.Recording;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.checkpoint.Segments;
import dev.cairn.core.log.CallRecord;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.Log;
import dev.cairn.core.run.RunKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers of a parent's record for the calls of its fork: the nth call with one hash gets the nth answer. How many were
 * taken follows from the fork's own log, so that another process goes on where this one stopped.
 */
public final class Recorded {
    private final Map<String, List<Entry>> answers;
    private final Map<String, Integer> taken;

    private Recorded(Map<String, List<Entry>> answers, Map<String, Integer> taken) {
        this.answers = answers;
        this.taken = taken;
    }

    /** The record of a run that is no recorded replay. */
    public static Recorded none() {
        return new Recorded(Map.of(), new HashMap<>());
    }

    /** @param log the fork's own log as it stands */
    public static Recorded read(Segments segments, RunKey run, Recording recording, Log log) {
        Map<String, List<Entry>> answers = new HashMap<>();
        for (SegmentRef segment : recording.segments()) {
            for (Entry entry : segments.read(run, segment)) {
                CallRecord call = entry.call();
                if (call != null && entry.ordinal() >= recording.base()) {
                    answers.computeIfAbsent(call.hash(), hash -> new ArrayList<>())
                            .add(entry);
                }
            }
        }
        Map<String, Integer> taken = new HashMap<>();
        log.from(recording.base()).forEach(entry -> {
            CallRecord call = entry.call();
            if (call != null) {
                taken.merge(call.hash(), 1, Integer::sum);
            }
        });
        return new Recorded(answers, taken);
    }

    /** The next answer to this call, if the record holds one. */
    public Optional<Entry> take(String hash) {
        int nth = taken.merge(hash, 1, Integer::sum) - 1;
        List<Entry> known = answers.getOrDefault(hash, List.of());
        return nth < known.size() ? Optional.of(known.get(nth)) : Optional.empty();
    }
}
