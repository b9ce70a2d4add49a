package dev.cairn.functions.api.view;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.integrity.WayOn;
import dev.cairn.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A stored object that is missing or damaged, and where to go on from. */
public final class BrokenView {
    private BrokenView() {}

    /** What a refusal and a run tell of it alike. */
    public static ObjectNode of(BrokenObjectException met, WayOn way) {
        @Nullable
        String intact = way.newestIntact() == null ? null : way.newestIntact().value();
        return Json.mapper()
                .createObjectNode()
                .put("key", met.key())
                .put("checkpoint", met.checkpoint())
                .put("newestIntact", intact)
                .put("recordedTask", way.task())
                .put("searched", way.searched());
    }
}
