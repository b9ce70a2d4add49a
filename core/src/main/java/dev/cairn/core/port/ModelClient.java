package dev.cairn.core.port;

import dev.cairn.core.error.ModelException;

/** Calls a model, once for each call of {@link #call}; retries of transient errors are its own affair. */
public interface ModelClient {
    /**
     * @param deltas takes the text as it streams in; may be called from any thread until this returns
     * @throws ModelException transient after the client's own retries, or permanent
     */
    ModelResponse call(ModelRequest request, Deltas deltas);

    /** Takes streamed text. */
    @FunctionalInterface
    interface Deltas {
        void text(String piece);

        Deltas NONE = piece -> {};
    }
}
