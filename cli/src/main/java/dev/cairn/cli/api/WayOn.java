package dev.cairn.cli.api;

import dev.cairn.cli.terminal.SafeText;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where to go on from when a stored object of a run is broken; a refusal and a run tell it alike. */
final class WayOn {
    private WayOn() {}

    /** One line, or none if nothing is known. */
    static List<String> of(JsonNode told) {
        if (told.path("newestIntact").isString()) {
            String intact = SafeText.line(told.path("newestIntact").asString(""));
            String run = run(told.path("key").asString(""));
            return List.of("the newest intact checkpoint is " + intact
                    + (run.isEmpty() ? "" : "; go on from it with: cairn replay " + run + " " + intact));
        }
        if (told.path("recordedTask").isString()) {
            return List.of("no checkpoint is intact; start anew with: cairn run \""
                    + SafeText.line(told.path("recordedTask").asString("")) + "\"");
        }
        return told.path("searched").isBoolean() && !told.path("searched").asBoolean(true)
                ? List.of("none of its newest checkpoints is intact; what is broken of the others says: cairn doctor")
                : List.of();
    }

    /** The run that an object's key is of. */
    private static String run(String key) {
        String[] parts = key.split("/", 4);
        return parts.length == 4 ? SafeText.line(parts[2]) : "";
    }
}
