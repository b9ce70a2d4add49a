package dev.cairn.core.integrity;

import dev.cairn.core.integrity.Trouble.Grade;

/** What is said of objects that lie where a run's would and are of none that the index knows. */
final class NotInIndex {
    private NotInIndex() {}

    static Trouble of(RunObjects objects) {
        if (objects.areOfAnOpening()) {
            return trouble(
                    objects,
                    Grade.WARN,
                    "has objects and is not in the index: an opening or a fork left them that died, or is under way, or"
                            + " the index lost the run before its first step",
                    "remove them once they are two days old: cairn doctor --clean; if runs are missing, add them to the"
                            + " index instead: cairn doctor --rebuild-index");
        }
        if (objects.areForeign()) {
            return trouble(
                    objects,
                    Grade.WARN,
                    "is no run's: it holds nothing of Cairn's, but "
                            + objects.others().getFirst(),
                    "move what lies there elsewhere");
        }
        if (objects.checkpoints().isEmpty()) {
            return trouble(
                    objects,
                    Grade.FAIL,
                    "holds parts of a run and none of its checkpoints, and is not in the index",
                    "put the checkpoints back from a backup and add it to the index: cairn doctor --rebuild-index; if"
                            + " the run was being deleted, delete by hand what is left of it");
        }
        return trouble(
                objects,
                Grade.FAIL,
                "has steps and is not in the index",
                "add it to the index: cairn doctor --rebuild-index");
    }

    private static Trouble trouble(RunObjects objects, Grade grade, String what, String advice) {
        return new Trouble(grade, objects.run(), objects.run().prefix(), what, advice);
    }
}
