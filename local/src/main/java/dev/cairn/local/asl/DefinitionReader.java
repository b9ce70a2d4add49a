package dev.cairn.local.asl;

import dev.cairn.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a definition from its outside in, gathering every fault on the way. */
final class DefinitionReader {
    private static final int LONGEST_DEFINITION = 1024 * 1024;
    private static final int LONGEST_NAME = 80;

    private final Faults faults = new Faults();

    Definition read(String text) throws InvalidDefinition {
        Fields top = new Fields(document(text), "/", faults);
        String comment = top.text("Comment");
        String version = top.text("Version");
        if (version != null && !version.equals("1.0")) {
            top.fault("Version", "The field 'Version' must be \"1.0\"");
        }
        String language = top.text("QueryLanguage");
        Long timeout = top.whole("TimeoutSeconds", 1, Seconds.LONGEST);
        String startAt = top.required("StartAt");
        Map<String, State> states = states(top, language);
        top.refuseTheRest();
        if (startAt == null) {
            throw faults.failure();
        }
        new TransitionCheck(faults).check(startAt, states, declared(top));
        faults.throwIfAny();
        return new Definition(comment, startAt, states, timeout);
    }

    private ObjectNode document(String text) throws InvalidDefinition {
        if (text.length() > LONGEST_DEFINITION) {
            faults.schema(
                    "/",
                    "A definition has at most " + LONGEST_DEFINITION + " characters, this one has " + text.length());
            throw faults.failure();
        }
        try {
            if (Json.received(text) instanceof ObjectNode object) {
                return object;
            }
            faults.schema("/", "Definition must be a valid JSON object");
        } catch (JacksonException notJson) {
            var place = notJson.getLocation();
            faults.notJson(Json.fault(notJson)
                    + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        }
        throw faults.failure();
    }

    private static Set<String> declared(Fields top) {
        return top.any("States") instanceof ObjectNode states ? Set.copyOf(states.propertyNames()) : Set.of();
    }

    private Map<String, State> states(Fields top, @Nullable String language) {
        Map<String, State> states = new LinkedHashMap<>();
        JsonNode all = top.any("States");
        if (!(all instanceof ObjectNode object) || object.isEmpty()) {
            faults.schema(
                    "/",
                    all == null
                            ? "These fields are required: [States]"
                            : "States must be an object with" + " at least one state");
            return states;
        }
        object.properties().forEach(entry -> {
            String path = "/States/" + entry.getKey();
            if (entry.getKey().isEmpty() || entry.getKey().length() > LONGEST_NAME) {
                faults.schema(path, "A state's name has 1 to " + LONGEST_NAME + " characters");
            }
            if (entry.getValue() instanceof ObjectNode state) {
                State read = new StateReader(entry.getKey(), new Fields(state, path, faults), language).read();
                if (read != null) {
                    states.put(entry.getKey(), read);
                }
            } else {
                faults.schema(path, "A state must be an object");
            }
        });
        return states;
    }
}
