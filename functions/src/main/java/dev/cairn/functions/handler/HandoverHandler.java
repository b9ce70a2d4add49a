package dev.cairn.functions.handler;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cairn.core.lifecycle.HandingOver;
import dev.cairn.core.run.Pointer;

/** Starts the execution that goes on where this one ends. */
final class HandoverHandler implements Work<Pointer> {
    private final HandingOver handingOver;

    HandoverHandler(HandingOver handingOver) {
        this.handingOver = requireNonNull(handingOver, "handingOver is null");
    }

    @Override
    public Pointer answer(Pointer pointer, Context context) {
        return handingOver.handOver(pointer);
    }
}
