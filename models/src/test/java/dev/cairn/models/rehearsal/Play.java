package dev.cairn.models.rehearsal;

import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Role;
import dev.cairn.core.port.Message;
import dev.cairn.core.port.Messages;
import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelClient.Deltas;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.team.ModelName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A run as the manager and the participants see it, so far as a script needs it: who said what, in order. */
final class Play {
    private record Line(String author, String to, String text) {}

    private static final String ALL = "";

    private final ModelClient models;
    private final ModelName model;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    Play(ModelClient models, String script) {
        this.models = models;
        this.model = ModelName.parse("rehearsal:" + script);
        lines.add(new Line("user", "manager", "the task"));
    }

    /** Every text that was spoken, by caller, purpose and turn. */
    Map<String, String> texts() {
        return texts;
    }

    ModelRequest asked(String caller, Purpose purpose) {
        List<Message> messages = new ArrayList<>();
        messages.add(Message.system("You are " + caller));
        for (Line line : lines) {
            boolean seen = caller.equals("manager")
                    || line.to().equals(ALL)
                    || line.to().equals(caller);
            if (seen) {
                boolean own = line.author().equals(caller);
                messages.add(new Message(
                        own ? Role.ASSISTANT : Role.USER,
                        own || line.author().equals("user") ? null : line.author(),
                        Content.text(line.text())));
            }
        }
        if (caller.equals("manager")) {
            messages.add(Message.user("What now?"));
        }
        return new ModelRequest(model, caller, purpose, Messages.of(messages), List.of(), null);
    }

    String says(String caller, Purpose purpose, String to) {
        String text = models.call(asked(caller, purpose), Deltas.NONE).text();
        if (purpose != Purpose.PROGRESS_LEDGER) {
            lines.add(new Line(caller, to, text));
        }
        texts.put(caller + " " + purpose.word() + " " + texts.size(), text);
        return text;
    }

    void person(String text) {
        lines.add(new Line("person", "manager", text));
    }

    /** Facts and plan. */
    void plan(Purpose facts, Purpose plan) {
        says("manager", facts, "manager");
        says("manager", plan, "manager");
    }

    /** One round; the name of the one who spoke, or empty if the task is done. */
    String round() {
        JsonNode ledger = Json.tree(says("manager", Purpose.PROGRESS_LEDGER, "manager"));
        if (ledger.path("is_request_satisfied").path("answer").booleanValue()) {
            return "";
        }
        String speaker = ledger.path("next_speaker").path("answer").stringValue();
        lines.add(new Line("manager", ALL, "the task ledger"));
        lines.add(new Line(
                "manager",
                speaker,
                ledger.path("instruction_or_question").path("answer").stringValue()));
        says(speaker, Purpose.TURN, ALL);
        return speaker;
    }

    /** From the first call to the answer; who spoke. */
    List<String> toTheEnd() {
        plan(Purpose.FACTS, Purpose.PLAN);
        person("Approved.");
        List<String> speakers = new ArrayList<>();
        for (String speaker = round(); !speaker.isEmpty() && speakers.size() < 20; speaker = round()) {
            speakers.add(speaker);
        }
        says("manager", Purpose.ANSWER, ALL);
        return speakers;
    }
}
