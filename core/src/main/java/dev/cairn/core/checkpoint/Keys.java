package dev.cairn.core.checkpoint;

import dev.cairn.core.json.Digest;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import java.util.Locale;

/** The keys of a run's objects; all begin with the run's prefix. */
public final class Keys {
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
        return run.prefix() + "journal/" + making + "/" + String.format(Locale.ROOT, "%06d", ordinal) + ".json.gz";
    }

    public static String response(RunKey run, String hash) {
        return run.prefix() + "journal/responses/" + hash + ".json.gz";
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
