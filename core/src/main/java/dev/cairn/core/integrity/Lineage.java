package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.ManifestCodec;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which of the manifests that lie there are a run's history, told without the index. A step that was overtaken leaves a
 * manifest beside the one that was committed; it has no child. Where a cancel and a step stand side by side at the end,
 * the cancel is taken: it ends the step that is under way, and the step's manifest comes after it. Not so a cancel that
 * found no decision where something beside it was made of one: had it been committed, there would have been none.
 */
final class Lineage {
    private static final Comparator<Node> LAST = Comparator.comparingLong(Node::seq)
            .thenComparingInt(Node::rank)
            .thenComparing(node -> node.id().value());

    /** @param rank among those that follow one parent */
    private record Node(long seq, CheckpointId id, @Nullable CheckpointId parent, int rank) {}

    private final Map<CheckpointId, Node> nodes = new HashMap<>();

    /** @param broken gets each manifest that cannot be read */
    Lineage(BlobStore blobs, Formats formats, RunObjects objects, Consumer<BrokenObjectException> broken) {
        RunKey run = objects.run();
        for (String id : objects.checkpoints().keySet()) {
            CheckpointId checkpoint = new CheckpointId(id);
            try {
                Manifest manifest = read(blobs, formats, run, checkpoint);
                nodes.put(checkpoint, new Node(manifest.seq(), checkpoint, manifest.parentId(), rank(run, manifest)));
            } catch (BrokenObjectException e) {
                broken.accept(e);
            }
        }
    }

    private static int rank(RunKey run, Manifest manifest) {
        CheckpointId parent = manifest.parentId();
        boolean undecided = parent != null
                && Keys.next(run, parent, manifest.seq(), manifest.step(), Keys.UNDECIDED)
                        .equals(manifest.checkpointId());
        return switch (manifest.step()) {
            case CANCEL -> undecided ? 1 : 3;
            case SETTLE -> 2;
            case OPEN, PLAN, AWAIT_PERSON, EVALUATE_PROGRESS, AGENT_TURN, REPLAN, ANSWER, HANDOVER, CLOSE -> 0;
        };
    }

    /** @throws BrokenObjectException if it is missing, damaged or another's */
    static Manifest read(BlobStore blobs, Formats formats, RunKey run, CheckpointId id) {
        String key = Keys.checkpoint(run, id);
        byte[] bytes = blobs.get(key).orElseThrow(() -> new BrokenObjectException(key, "is missing"));
        Manifest manifest = ManifestCodec.read(formats, key, bytes);
        if (!manifest.checkpointId().equals(id) || !manifest.runId().equals(run.runId())) {
            throw new BrokenObjectException(key, "is not the checkpoint that its key says");
        }
        return manifest;
    }

    /** From the first to the head; where a manifest cannot be read, it is left out. */
    Deque<CheckpointId> history() {
        Deque<CheckpointId> history = new ArrayDeque<>();
        Optional<Node> at = nodes.values().stream().max(LAST);
        while (at.isPresent()) {
            Node node = at.get();
            history.addFirst(node.id());
            at = before(node);
        }
        return history;
    }

    private Optional<Node> before(Node node) {
        CheckpointId parent = node.parent();
        if (parent == null) {
            return Optional.empty();
        }
        Node found = nodes.get(parent);
        return found != null
                ? Optional.of(found)
                : nodes.values().stream()
                        .filter(one -> one.seq() < node.seq() - 1)
                        .max(LAST);
    }
}
