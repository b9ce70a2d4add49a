package dev.cairn.functions.team;

import dev.cairn.core.error.Fault;
import dev.cairn.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The schema of team files, which ships as {@code team.schema.json}, and what no schema can say about a team. */
public final class TeamSchema {
    /** Names that entries of the log use for others than participants, and {@code log}, which is a view. */
    private static final Set<String> RESERVED = Set.of("manager", "person", "user", "cairn", "log");

    private TeamSchema() {}

    /** The schema as it ships (JSON Schema 2020-12). */
    public static JsonNode schema() {
        try (InputStream in = TeamSchema.class.getResourceAsStream("team.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("team.schema.json is not on the class path");
            }
            return Json.tree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("team.schema.json cannot be read", e);
        }
    }

    /** Everything that is wrong with a team, each with its path and what is allowed; none if it can be read. */
    public static List<Fault> check(JsonNode team) {
        List<Fault> faults = new ArrayList<>(new Validation(schema()).faults(team, ""));
        provider(faults, "manager.model", team.path("manager").path("model"));
        deadline(faults, team.path("limits").path("deadline"));
        JsonNode participants = team.path("participants");
        Map<String, String> taken = new HashMap<>();
        for (int i = 0; i < participants.size(); i++) {
            String path = "participants[" + i + "]";
            JsonNode participant = participants.get(i);
            provider(faults, path + ".model", participant.path("model"));
            name(faults, path + ".name", participant.path("name"), taken);
            tools(faults, path + ".tools", participant.path("tools"));
        }
        return List.copyOf(faults);
    }

    private static void provider(List<Fault> faults, String path, JsonNode model) {
        String text = model.asString("");
        int colon = text.indexOf(':');
        if (colon > 0 && !Providers.ALL.contains(text.substring(0, colon))) {
            faults.add(new Fault(
                    path,
                    "provider \"" + brief(text.substring(0, colon)) + "\" is not known; it must be one of "
                            + String.join(", ", Providers.ALL)));
        }
    }

    /** What looks like an instant may still name a thirteenth month. */
    private static void deadline(List<Fault> faults, JsonNode deadline) {
        boolean faultless = faults.stream().noneMatch(fault -> fault.field().equals("limits.deadline"));
        if (deadline.isString() && faultless) {
            try {
                OffsetDateTime.parse(deadline.stringValue());
            } catch (DateTimeException e) {
                faults.add(new Fault("limits.deadline", "must be an RFC 3339 instant such as 2026-11-30T18:00:00Z"));
            }
        }
    }

    private static void name(List<Fault> faults, String path, JsonNode name, Map<String, String> taken) {
        if (!name.isString()) {
            return;
        }
        String key = name.stringValue().strip().toLowerCase(Locale.ROOT);
        if (RESERVED.contains(key)) {
            faults.add(new Fault(path, "\"" + name.stringValue() + "\" is reserved; take another name"));
        }
        String first = taken.putIfAbsent(key, path);
        if (first != null) {
            faults.add(new Fault(
                    path,
                    "\"" + brief(name.stringValue()) + "\" is already taken by " + first
                            + "; names are unique ignoring case"));
        }
    }

    private static void tools(List<Fault> faults, String path, JsonNode tools) {
        JsonSchemaCheck check = new JsonSchemaCheck();
        Set<String> names = new java.util.HashSet<>();
        for (int i = 0; i < tools.size(); i++) {
            JsonNode tool = tools.get(i);
            String at = path + "[" + i + "]";
            String name =
                    tool.isString() ? tool.stringValue() : tool.path("name").asString("");
            if (!name.isEmpty() && !names.add(name)) {
                faults.add(new Fault(at, "there is a tool named \"" + brief(name) + "\" already"));
            }
            for (String field : new String[] {"parameters", "schema"}) {
                if (tool.path(field).isObject()) {
                    faults.addAll(check.usable(tool.path(field), at + "." + field));
                }
            }
        }
    }

    private static String brief(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
