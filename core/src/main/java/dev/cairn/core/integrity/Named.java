package dev.cairn.core.integrity;

import java.util.HashSet;
import java.util.Set;

/** Which objects of a run something that was committed names, and which of them are broken. */
final class Named {
    private final Set<String> checkpoints = new HashSet<>();
    private final Set<String> segments = new HashSet<>();
    private final Set<String> responses = new HashSet<>();
    private final Set<String> broken = new HashSet<>();

    void checkpoint(String id) {
        checkpoints.add(id);
    }

    /** @return whether it is the first time */
    boolean segment(String hash) {
        return segments.add(hash);
    }

    /** @return whether it is the first time */
    boolean response(String hash) {
        return responses.add(hash);
    }

    /** @return whether it is the first time */
    boolean breaks(String key) {
        return broken.add(key);
    }

    boolean hasCheckpoint(String id) {
        return checkpoints.contains(id);
    }

    boolean hasSegment(String hash) {
        return segments.contains(hash);
    }

    boolean hasResponse(String hash) {
        return responses.contains(hash);
    }

    boolean isBroken(String key) {
        return broken.contains(key);
    }

    Set<String> broken() {
        return Set.copyOf(broken);
    }
}
