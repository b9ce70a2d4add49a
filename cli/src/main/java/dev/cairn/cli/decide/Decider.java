package dev.cairn.cli.decide;

import dev.cairn.cli.api.RequestView;
import dev.cairn.cli.api.RunView;
import java.util.Optional;

/** Who answers when a run waits. */
@FunctionalInterface
public interface Decider {
    /** Empty leaves the run waiting. */
    Optional<Decision> decide(RunView run, RequestView request);

    /** Answers nothing: the run waits for somebody else, or for later. */
    static Decider leave() {
        return (run, request) -> Optional.empty();
    }

    /** Approves plans and tool calls; what cannot be approved goes to {@code otherwise}. */
    static Decider approving(Decider otherwise) {
        return (run, request) -> request.isPlanReview() || request.isToolApproval()
                ? Optional.of(Decision.approve())
                : otherwise.decide(run, request);
    }
}
