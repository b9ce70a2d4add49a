package dev.cairn.functions.handler;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cairn.core.run.Pointer;
import dev.cairn.functions.approval.Waiting;

/** Keeps the token of an execution that begins to wait for a person, and has them told. */
final class AwaitPersonHandler implements Work<AwaitPersonHandler.Input> {
    private final Waiting waiting;

    AwaitPersonHandler(Waiting waiting) {
        this.waiting = requireNonNull(waiting, "waiting is null");
    }

    record Input(Pointer pointer, String taskToken) {
        Input {
            requireNonNull(pointer, "pointer is null");
            requireNonNull(taskToken, "taskToken is null");
        }

        @Override
        public String toString() {
            return "Input[" + pointer + ", token withheld]";
        }
    }

    /** The pointer as it came: nobody reads it, for the execution goes on when the token is answered. */
    @Override
    public Pointer answer(Input input, Context context) {
        waiting.begin(input.pointer(), input.taskToken());
        return input.pointer();
    }
}
