package dev.cairn.functions.api.route;

import dev.cairn.core.run.Limits;
import dev.cairn.core.run.LimitsPatch;
import dev.cairn.functions.api.body.Fields;
import org.jspecify.annotations.Nullable;

/** Limits as a body states them. */
final class LimitsReader {
    private LimitsReader() {}

    /** Null if there are none. */
    static @Nullable LimitsPatch read(Fields body) {
        Fields fields = body.object("limits");
        if (fields == null) {
            return null;
        }
        LimitsPatch patch = new LimitsPatch(
                fields.integer("maxRounds"),
                fields.integer("maxStalls"),
                fields.integer("maxResets"),
                fields.longInteger("maxTokens"),
                fields.instant("deadline"),
                fields.flag("partialAnswer"));
        fields.done();
        // The bounds are the core's; its faults name limits.<field>, below the object that holds them.
        body.faults().attempt(body.path(""), () -> patch.over(Limits.DEFAULT));
        return patch;
    }
}
