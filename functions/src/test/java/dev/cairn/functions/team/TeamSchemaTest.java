package dev.cairn.functions.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Json;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.Tool;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TeamSchemaTest {
    private static final String RESEARCH = """
            {"name": "research", "manager": {"model": "openai:gpt-5.1"},
             "participants": [
               {"name": "researcher", "description": "Gathers.", "instructions": "Find.",
                "model": "openai:gpt-4o-search-preview"},
               {"name": "coder", "description": "Computes.", "model": "openai-responses:gpt-5.1",
                "tools": ["code_interpreter", {"name": "pay", "kind": "lambda", "approval": "required",
                          "parameters": {"type": "object"}, "settings": {"arn": "arn:aws:lambda:x"}}]}],
             "planReview": "always",
             "limits": {"maxRounds": 10, "maxStalls": 3, "maxResets": 2, "deadline": "2026-12-01T00:00:00+01:00"}}""";

    private static Map<String, String> faults(String team) {
        Map<String, String> faults = new TreeMap<>();
        for (Fault fault : TeamSchema.check(Json.tree(team))) {
            faults.merge(fault.field(), fault.detail(), (a, b) -> a + "; " + b);
        }
        return faults;
    }

    @Test
    void read_shouldTakeAWholeTeam() {
        Team team = TeamReader.read(Json.tree(RESEARCH));

        assertThat(team.names()).containsExactly("researcher", "coder");
        assertThat(team.planReview()).isEqualTo(PlanReview.ALWAYS);
        assertThat(team.limits().maxResets()).isEqualTo(2);
        assertThat(team.participant("coder").tools().getFirst()).isEqualTo(Tool.named("code_interpreter"));
        assertThat(team.participant("coder").tools().getLast().needsApproval()).isTrue();
    }

    @Test
    void check_shouldNamePathAndAllowedValues_allAtOnce() {
        assertThat(faults("""
                {"name": "", "manger": 1, "manager": {"model": "gpt-5.1", "temperature": 1},
                 "participants": [{"name": "1st", "model": "opnai:x"}, {"name": "Ann", "model": "openai:x"},
                                  {"name": "ANN", "model": "openai:y", "tools": [7, {"approval": "maybe", "colour": 1}]},
                                  {"name": "Manager"}],
                 "planReview": "often", "limits": {"maxRounds": 0, "maxStalls": 1.5, "deadline": "2026-13-01T00:00:00Z"}}"""))
                .containsEntry("manger", "is not known; allowed are name, manager, participants, planReview, limits")
                .containsEntry("manager.temperature", "is not known; allowed are model, instructions")
                .containsEntry(
                        "participants[0].model",
                        "provider \"opnai\" is not known; it must be one of openai, openai-responses, anthropic, bedrock,"
                                + " rehearsal")
                .containsEntry(
                        "participants[2].name",
                        "\"ANN\" is already taken by participants[1].name; names are unique ignoring case")
                .containsEntry("participants[2].tools[0]", "must be a text or an object, was 7")
                .containsEntry("participants[2].tools[1].name", "must be given")
                .containsEntry("participants[2].tools[1].approval", "must be one of required, never, was \"maybe\"")
                .containsEntry("participants[3].model", "must be given")
                .containsEntry("participants[3].name", "\"Manager\" is reserved; take another name")
                .containsEntry("planReview", "must be one of never, always, on_stall, was \"often\"")
                .containsEntry("limits.maxRounds", "must be 1 or more, was 0")
                .containsEntry("limits.maxStalls", "must be a whole number, was 1.5")
                .containsKeys(
                        "name",
                        "manager.model",
                        "participants[0].name",
                        "participants[2].tools[1].colour",
                        "limits.deadline");
        assertThat(faults("{}")).containsOnlyKeys("name", "manager", "participants");
        assertThat(faults("[]")).containsEntry("", "must be an object, was a list");
        assertThat(faults(RESEARCH)).isEmpty();
    }

    @Test
    void check_shouldBoundWhatATeamIs() {
        assertThat(faults(RESEARCH.replace("Gathers.", "x".repeat(5000))))
                .containsEntry("participants[0].description", "must have at most 4096 characters");
        assertThat(faults("{\"name\": \"t\", \"manager\": {\"model\": \"openai:x\"}, \"participants\": []}"))
                .containsEntry("participants", "must have at least 1 item, has 0");
    }

    @Test
    void check_shouldRefuseToolSchemasThatNoValueCanBeHeldAgainst() {
        String team = RESEARCH.replace("{\"type\": \"object\"}", "{\"$ref\": \"http://127.0.0.1:1/schema\"}");

        assertThat(faults(team).get("participants[1].tools[1].parameters")).contains("nothing is fetched");
    }

    @Test
    void read_shouldThrowEverythingThatIsWrong() {
        assertThatThrownBy(() -> TeamReader.read(Json.tree("{\"name\": 1}")))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.faults()).hasSize(3));
    }
}
