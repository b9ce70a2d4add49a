package dev.cairn.functions;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.CairnException;
import dev.cairn.core.integrity.Quarantine;
import dev.cairn.core.integrity.WayOn;
import dev.cairn.core.json.Json;
import dev.cairn.core.step.Machine;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is done wherever a broken object is met: it goes to quarantine, and the log gets one line of JSON with
 * {@code "alarm": "broken-object"}, for an alarm to be set on. What is missing with the whole of a deleted run is not
 * broken.
 */
public final class BrokenObjects {
    /** What the line is found by. */
    public static final String ALARM = "broken-object";

    private final Quarantine quarantine;
    private final InstantSource clock;

    public BrokenObjects(Machine machine) {
        this.quarantine = new Quarantine(machine);
        this.clock = machine.clock();
    }

    /**
     * Never fails: what was met is to be told, whatever becomes of the mark.
     *
     * @return where to go on from; empty if the run was deleted meanwhile, of which nobody is alarmed
     */
    public Optional<WayOn> met(BrokenObjectException broken, Consumer<String> log) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("level", "error").put("alarm", ALARM);
        line.put("at", clock.instant().toString());
        line.put("key", broken.key()).put("what", broken.what()).put("checkpoint", broken.checkpoint());
        WayOn way;
        try {
            Optional<WayOn> found = quarantine.of(broken);
            if (found.isEmpty()) {
                return found;
            }
            way = found.get();
        } catch (CairnException trouble) {
            line.put("trouble", trouble.getMessage());
            way = wayOn(broken);
        }
        line.put(
                "newestIntact",
                way.newestIntact() == null ? null : way.newestIntact().value());
        log.accept(Json.text(line));
        return Optional.of(way);
    }

    /** It is told although not all could be written that is to be. */
    private WayOn wayOn(BrokenObjectException broken) {
        try {
            return quarantine.wayOn(broken);
        } catch (CairnException unreadable) {
            return WayOn.FURTHER_BACK;
        }
    }
}
