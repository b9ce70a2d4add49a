package dev.cairn.core.run;

/** What a run spent on models: calls that were paid for, and tokens as the providers counted them. */
public record Usage(long modelCalls, long inputTokens, long outputTokens) {
    public static final Usage ZERO = new Usage(0, 0, 0);

    public static Usage ofCall(long inputTokens, long outputTokens) {
        return new Usage(1, inputTokens, outputTokens);
    }

    public Usage plus(Usage other) {
        return new Usage(
                modelCalls + other.modelCalls, inputTokens + other.inputTokens, outputTokens + other.outputTokens);
    }

    public long tokens() {
        return inputTokens + outputTokens;
    }
}
