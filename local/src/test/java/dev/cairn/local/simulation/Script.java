package dev.cairn.local.simulation;

import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Role;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.Message;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.world.ScriptedModel;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How the models of a team answer. What they decide follows from what they see, the words differ with every answer, so
 * that two answers to one question are told apart.
 *
 * @param rounds how each round goes until the manager is satisfied
 * @param tools what the speaker calls in each of its turns, one after the other
 * @param slipEvery every so many answers a ledger is malformed or names nobody on the team; 0 for never
 */
record Script(List<Round> rounds, List<String> tools, int slipEvery) {
    /** How a round goes. */
    enum Round {
        TURN,
        STUCK
    }

    /** Three rounds: a turn with two tool calls, a reset, the end. */
    static final Script SHORT = new Script(List.of(Round.TURN, Round.STUCK), List.of("compute", "publish"), 0);

    private static final Pattern MARK = Pattern.compile("\\[round over \\d+]");

    Script {
        rounds = List.copyOf(rounds);
        tools = List.copyOf(tools);
    }

    /** @param number of the answer in its history */
    ModelResponse answer(ModelRequest request, int number) {
        return switch (request.purpose()) {
            case FACTS, PLAN, FACTS_UPDATE -> say(request.purpose().word() + " of answer " + number);
            case PLAN_UPDATE -> say("plan anew " + over(number));
            case PROGRESS_LEDGER -> say(ledger(request, number));
            case TURN -> turn(request, number);
            case ANSWER, PARTIAL_ANSWER -> say("the answer, which is answer " + number);
        };
    }

    private String ledger(ModelRequest request, int number) {
        if (slipEvery > 0 && number % slipEvery == 0) {
            return number % 2 == 0 ? "no ledger, but answer " + number : ScriptedModel.go("nobody " + number);
        }
        long over = request.messages().stream()
                .flatMap(message -> MARK.matcher(message.content().text()).results())
                .map(MatchResult::group)
                .distinct()
                .count();
        if (over >= rounds.size()) {
            return ScriptedModel.done();
        }
        return rounds.get((int) over) == Round.TURN
                ? ScriptedModel.ledger(false, false, true, "coder", "instruction of answer " + number)
                : ScriptedModel.ledger(false, true, false, "coder", "stuck, says answer " + number);
    }

    private ModelResponse turn(ModelRequest request, int number) {
        int done = 0;
        for (Message message : request.messages()) {
            boolean ownCall = !message.content().toolCalls().isEmpty();
            done += ownCall && message.role() == Role.ASSISTANT ? 1 : 0;
            // A reply of a turn before this one.
            done = MARK.matcher(message.content().text()).find() ? 0 : done;
        }
        if (done >= tools.size()) {
            return say("reply " + over(number));
        }
        ToolCall call = new ToolCall(
                "call-" + number, tools.get(done), Json.tree("{\"question\":\"of answer " + number + "\"}"));
        return new ModelResponse(new Content("", List.of(call), null, null), 10, 5);
    }

    /** Repeated in every text that quotes it, so it is counted once for its number. */
    private static String over(int number) {
        return "[round over " + number + "]";
    }

    private static ModelResponse say(String text) {
        return new ModelResponse(Content.text(text), 10, 5);
    }
}
