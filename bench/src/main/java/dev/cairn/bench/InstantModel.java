package dev.cairn.bench;

import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;

/** A model that costs no time: the manager always finds progress, the participants reply 2 KB of random words. */
final class InstantModel implements ModelClient {
    static final int REPLY_CHARACTERS = 2_048;

    private final RandomWords words = new RandomWords(42);
    private long textBytes;
    private int rounds;

    @Override
    public ModelResponse call(ModelRequest request, Deltas deltas) {
        String text = switch (request.purpose()) {
            case TURN -> words.text(REPLY_CHARACTERS);
            case PROGRESS_LEDGER ->
                ledger(
                        rounds++ % 2 == 0 ? "researcher" : "coder",
                        words.text(80).strip());
            case FACTS, PLAN, FACTS_UPDATE, PLAN_UPDATE, ANSWER, PARTIAL_ANSWER -> words.text(500);
        };
        textBytes += text.length();
        return ModelResponse.text(text);
    }

    private static String ledger(String speaker, String instruction) {
        return """
                {"is_request_satisfied":{"reason":"parts of the task are still open","answer":false},\
                "is_in_loop":{"reason":"every message added something","answer":false},\
                "is_progress_being_made":{"reason":"the last reply is new","answer":true},\
                "next_speaker":{"reason":"it is their part","answer":"%s"},\
                "instruction_or_question":{"reason":"the plan says so","answer":"%s"}}""".formatted(speaker, instruction);
    }

    /** What models have said so far, in bytes of text. */
    long textBytes() {
        return textBytes;
    }
}
