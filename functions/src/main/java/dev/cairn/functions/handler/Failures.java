package dev.cairn.functions.handler;

import dev.cairn.core.error.BrokenIndexException;
import dev.cairn.core.error.CairnException;
import dev.cairn.core.error.ModelException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.error.StoreRefusedException;

/** Which failure the state machine is told of, so that it retries what may help and nothing else. */
final class Failures {
    private Failures() {}

    static RuntimeException of(RuntimeException cause) {
        return switch (cause) {
            case TransientFailure known -> known;
            case PermanentFailure known -> known;
            case BrokenIndexException broken -> new PermanentFailure(words(broken));
            case StoreRefusedException refused -> new PermanentFailure(words(refused));
            case StoreException store -> new TransientFailure(words(store));
            case ModelException model when model.isTransient() -> new TransientFailure(words(model));
            case CairnException refused -> new PermanentFailure(words(refused));
            // A fault of ours. Its own words may hold anything, so they go to the function's log alone.
            default ->
                new PermanentFailure("An unexpected " + cause.getClass().getName()
                        + " ended this step; the function's log has the details. Resume the run once it is mended.");
        };
    }

    private static String words(CairnException cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
