package dev.cairn.core.port;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.log.ToolCall;
import dev.cairn.core.team.Tool;

/** Runs a tool: at least once for a call, always under the same idempotency key. */
public interface ToolRunner {
    /** @throws dev.cairn.core.error.CairnException if it could not be run; a tool that ran and failed gives a result */
    Result run(Invocation invocation);

    /**
     * @param idempotencyKey made of run, step and call: the same however often a killed step is done again
     */
    record Invocation(Tool tool, ToolCall call, String idempotencyKey) {
        public Invocation {
            requireNonNull(tool, "tool is null");
            requireNonNull(call, "call is null");
            requireNonNull(idempotencyKey, "idempotencyKey is null");
        }
    }

    /** @param failed whether the tool says that it failed; the model sees the text either way */
    record Result(String text, boolean failed) {
        public Result {
            requireNonNull(text, "text is null");
        }
    }
}
