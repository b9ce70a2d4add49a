package dev.cairn.core.checkpoint;

import dev.cairn.core.json.Digest;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Identifiers;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import java.util.Locale;
import java.util.Optional;

/** The keys of a run's objects; all begin with the run's prefix. */
public final class Keys {
    /** The input of a step that settles a request whose time has passed; of an answered one it is the response's hash. */
    public static final String EXPIRED = "expired";

    /** The input of a cancel that finds no decision; one that finds a request decided has the input of its settlement. */
    public static final String UNDECIDED = "undecided";

    private static final int ID_HASH = 20;

    private Keys() {}

    public static String checkpoint(RunKey run, CheckpointId checkpoint) {
        return run.prefix() + "checkpoints/" + checkpoint + ".json.gz";
    }

    public static String segment(RunKey run, String hash) {
        return run.prefix() + "segments/" + hash + ".ndjson.gz";
    }

    /** One call of the step that makes this checkpoint. */
    public static String journal(RunKey run, CheckpointId making, int ordinal) {
        return journalOf(run, making) + String.format(Locale.ROOT, "%06d", ordinal) + ".json.gz";
    }

    /** What the journal of the step that makes this checkpoint begins with. */
    public static String journalOf(RunKey run, CheckpointId making) {
        return run.prefix() + "journal/" + making + "/";
    }

    public static String response(RunKey run, String hash) {
        return run.prefix() + "journal/responses/" + hash + ".json.gz";
    }

    /** There while the run is pinned, so that the objects alone tell that it is. */
    public static String keep(RunKey run) {
        return run.prefix() + "keep.json";
    }

    /** The run that the object with this key is of; empty if it is of none. */
    public static Optional<RunKey> run(String key) {
        String[] parts = key.split("/", 4);
        return parts.length == 4 && parts[1].equals("runs") && Identifiers.isId(parts[0]) && Identifiers.isId(parts[2])
                ? Optional.of(new RunKey(new TenantId(parts[0]), new RunId(parts[2])))
                : Optional.empty();
    }

    public static String quarantine(RunKey run, String key, String hash) {
        return run.prefix() + "quarantine/" + hash + "/"
                + key.substring(run.prefix().length());
    }

    /**
     * The id of the checkpoint that a step makes from its parent and its input. Whoever takes the step again arrives at
     * the same id and so finds what was left; a step with another input never does.
     */
    public static CheckpointId next(RunKey run, CheckpointId parent, long seq, StepName step, String input) {
        String made = Digest.hex(run + "\n" + parent + "\n" + step + "\n" + input);
        return new CheckpointId(String.format(Locale.ROOT, "%08d", seq) + "-" + made.substring(0, ID_HASH));
    }

    public static CheckpointId first(RunKey run) {
        return new CheckpointId("00000000-" + Digest.hex(run.toString()).substring(0, ID_HASH));
    }
}
