package dev.cairn.functions.secret;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.Executions;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Executions whose tokens the core knows sealed only. One that cannot be opened is dead: the decision is on record, and
 * the run goes on with it in another execution.
 */
public final class SealedExecutions implements Executions {
    private final Executions executions;
    private final TokenSeal seal;
    private final Consumer<String> log;

    /** @param log takes a line of JSON for a token that could not be opened, without the token */
    public SealedExecutions(Executions executions, TokenSeal seal, Consumer<String> log) {
        this.executions = executions;
        this.seal = seal;
        this.log = log;
    }

    @Override
    public void start(Pointer pointer) {
        executions.start(pointer);
    }

    @Override
    public void stop(RunKey run, long epoch, String cause) {
        executions.stop(run, epoch, cause);
    }

    @Override
    public boolean lives(RunKey run, long epoch) {
        return executions.lives(run, epoch);
    }

    /** @param sealed as {@link TokenSeal#seal} gave it */
    @Override
    public boolean wake(String sealed) {
        Optional<String> token = seal.open(sealed);
        if (token.isEmpty()) {
            ObjectNode line = Json.mapper().createObjectNode();
            line.put("level", "warn").put("what", "unopenable-token");
            line.put(
                    "detail",
                    "A stored task token was not sealed under this installation's secret, or was altered. It counts as"
                            + " dead: the decision stands, and the run goes on in a new execution.");
            log.accept(Json.text(line));
            return false;
        }
        return executions.wake(token.get());
    }
}
