package dev.cairn.models.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Role;
import dev.cairn.core.port.Message;
import dev.cairn.core.port.Messages;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.team.ModelName;
import dev.cairn.models.Environment;
import dev.cairn.models.http.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalProviderTest {
    @TempDir
    private Path folder;

    private final Patience patience = new Patience();
    private final List<String> deltas = new ArrayList<>();

    private RehearsalProvider script(String yaml, String pace) throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), yaml);
        return new RehearsalProvider(
                new Environment(Map.of("CAIRN_REHEARSALS", folder.toString(), "CAIRN_REHEARSAL_PACE", pace)), patience);
    }

    private static ModelRequest turn(Message... messages) {
        return new ModelRequest(
                ModelName.parse("rehearsal:mine"),
                "coder",
                Purpose.TURN,
                Messages.of(List.of(messages)),
                List.of(),
                null);
    }

    private ModelResponse call(RehearsalProvider provider, Message... messages) {
        return provider.call(turn(messages), deltas::add);
    }

    private static Message said(String author) {
        return new Message(Role.USER, author, Content.text("Something."));
    }

    private static final String THREE = """
            replies:
              - text: anybody
              - when: {caller: coder}
                text: the coder
              - when: {caller: coder, after: {researcher: 1, coder: 1}}
                text: the coder again
            """;

    @Test
    void call_shouldGiveTheLastReplyThatFits_whenSeveralDo() throws IOException {
        RehearsalProvider provider = script(THREE, "0");

        assertThat(call(provider).text()).isEqualTo("the coder");
        assertThat(call(provider, said("researcher")).text()).isEqualTo("the coder");
        assertThat(call(provider, said("researcher"), new Message(Role.ASSISTANT, null, Content.text("mine")))
                        .text())
                .isEqualTo("the coder again");
    }

    @Test
    void call_shouldStreamInSmallPieces_atTheScriptsPace() throws IOException {
        RehearsalProvider provider = script(
                "{wordsPerSecond: 10, replies: [{text: \"one two three four five  six\\nseven eight\\n\"}]}", "1");

        assertThat(call(provider).text()).isEqualTo(String.join("", deltas));
        assertThat(deltas).hasSizeGreaterThan(1).allMatch(piece -> piece.length() < 40);
        assertThat(patience.waits().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void call_shouldTakeNoTime_whenThePaceIsZero() throws IOException {
        call(script(THREE, "0"));

        assertThat(patience.waits()).isEmpty();
        assertThat(String.join("", deltas)).isEqualTo("the coder");
    }

    @Test
    void call_shouldCountTokensFromTheTexts() throws IOException {
        ModelResponse response = call(script(THREE, "0"), said("researcher"));

        assertThat(response.inputTokens()).isEqualTo(3);
        assertThat(response.outputTokens()).isEqualTo(3);
    }

    @Test
    void call_shouldCallToolsUnderStableIds_whenTheScriptSaysSo() throws IOException {
        RehearsalProvider provider = script("""
                replies:
                  - toolCalls:
                      - {name: ask_person, arguments: {question: Which grid?}}
                      - {name: now}
                """, "0");
        ModelResponse response = call(provider);

        assertThat(response.text()).isEmpty();
        assertThat(response.content().toolCalls()).hasSize(2);
        assertThat(response.content().toolCalls().getFirst().arguments())
                .isEqualTo(Json.tree("{\"question\":\"Which grid?\"}"));
        assertThat(call(provider)).isEqualTo(response);
        assertThat(call(provider, said("researcher"))
                        .content()
                        .toolCalls()
                        .getFirst()
                        .id())
                .isNotEqualTo(response.content().toolCalls().getFirst().id());
    }

    @Test
    void call_shouldLabelTheAnswer_whenTheScriptDoesNot() throws IOException {
        RehearsalProvider provider = script("replies: [{text: It is 42.}]", "0");
        ModelRequest request = new ModelRequest(
                ModelName.parse("rehearsal:mine"), "manager", Purpose.ANSWER, Messages.NONE, List.of(), null);

        assertThat(provider.call(request, deltas::add).text())
                .startsWith("> **Rehearsal:**")
                .endsWith("It is 42.");
    }

    @Test
    void call_shouldSayWhoHasNoReply_whenNoneFits() throws IOException {
        RehearsalProvider provider = script("replies: [{when: {caller: manager}, text: x}]", "0");

        assertThatThrownBy(() -> call(provider, said("researcher")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("rehearsal:mine has no reply for coder (turn) after messages of {researcher=1}");
    }

    @Test
    void obstacle_shouldNameFileLineAndAllowedFields_whenAFieldIsUnknown() throws IOException {
        assertThat(script("replies:\n  - txt: hello\n", "0").obstacle("mine"))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("mine.yaml, line 2")
                        .contains("replies[0]: txt: is not known; allowed are json, text, toolCalls, when"));
    }

    @Test
    void obstacle_shouldNameTheLineOfTheField_whenItIsDeepInTheScript() throws IOException {
        String yaml =
                "wordsPerSecond: 1\nreplies:\n  - text: a\n  - when:\n      caller: b\n      whom: c\n    text: d\n";

        assertThat(script(yaml, "0").obstacle("mine"))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("mine.yaml, line 6")
                        .contains("replies[1].when.whom is not known; allowed are after, caller, purpose"));
    }

    @Test
    void obstacle_shouldNameTheAllowedPurposes_whenOneIsUnknown() throws IOException {
        assertThat(script("replies:\n  - when: {purpose: ledger}\n    text: hello\n", "0")
                        .obstacle("mine"))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("line 2")
                        .contains("purpose: must be one of facts, plan,")
                        .contains("\"ledger\""));
    }

    @Test
    void obstacle_shouldSayWhatAReplyNeeds_whenItIsEmpty() throws IOException {
        assertThat(script("replies:\n  - when: {caller: coder}\n", "0").obstacle("mine"))
                .hasValueSatisfying(words -> assertThat(words).contains("a reply has text, json or toolCalls"));
    }

    @Test
    void obstacle_shouldNameTheLine_whenTheYamlIsBroken() throws IOException {
        assertThat(script("replies:\n  - text: 'open\n", "0").obstacle("mine"))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("mine.yaml, line 2")
                        .contains("found unexpected end of stream")
                        .doesNotContain("\n"));
    }

    @Test
    void obstacle_shouldNameTheKnownRehearsals_whenThereIsNoneOfThisName() throws IOException {
        assertThat(script(THREE, "0").obstacle("yours"))
                .contains("no rehearsal is called \"yours\"; known are default, mine");
    }

    @Test
    void obstacle_shouldRefuseTheName_whenItIsAPath() throws IOException {
        assertThat(script(THREE, "0").obstacle("../mine"))
                .hasValueSatisfying(words -> assertThat(words).contains("letters, digits"));
    }

    @Test
    void obstacle_shouldNameTheVariable_whenThePaceIsNoNumber() throws IOException {
        assertThat(script(THREE, "fast").obstacle("mine"))
                .contains("CAIRN_REHEARSAL_PACE: must be a number from 0.0 to 1000.0, was \"fast\"");
    }
}
