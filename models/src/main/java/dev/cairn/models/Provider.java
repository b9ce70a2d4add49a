package dev.cairn.models;

import dev.cairn.core.port.ModelClient;
import dev.cairn.core.team.Tool;
import java.util.Optional;

/** Everything that can be called under one provider's name. */
public interface Provider extends ModelClient {
    /** What stands before the colon of a model's name. */
    String name();

    /** Whether its models are called with a key, so that there are variables to keep secret. */
    boolean needsKey();

    /** Why this model cannot be called here and what to do about it, in words for a person; empty if it can. */
    Optional<String> obstacle(String model);

    /** Why a participant of this provider cannot have this tool; empty if it can. */
    Optional<String> obstacle(Tool tool);
}
