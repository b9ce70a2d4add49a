package dev.cairn.local.asl.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;

/**
 * Stops an expression that would never end. It counts steps instead of time, so that what an expression gives does not
 * depend on how busy the machine is.
 */
final class Bounds {
    private static final long MOST_STEPS = 1_000_000;
    private static final int DEEPEST = 400;

    private long steps;
    private int depth;

    static void applyTo(Jsonata.Frame frame) {
        var bounds = new Bounds();
        frame.setEvaluateEntryCallback((expression, input, environment) -> bounds.enter());
        frame.setEvaluateExitCallback((expression, input, environment, result) -> bounds.depth--);
    }

    private void enter() {
        steps++;
        depth++;
        if (depth > DEEPEST) {
            throw new JException("D3137", -1, "It recurses more than " + DEEPEST + " levels deep.");
        }
        if (steps > MOST_STEPS) {
            throw new JException("D3137", -1, "It takes more than " + MOST_STEPS + " steps.");
        }
    }
}
