package dev.cairn.core.step;

import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.checkpoint.Turn;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.team.TeamText;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The schema that the answer to a custom request must fit, as the team declares it. */
public final class RequestSchema {
    private RequestSchema() {}

    /** @param opened the checkpoint that opened the request */
    public static Optional<JsonNode> of(Checkpoint opened, OpenRequest request) {
        Turn turn = opened.state().turn();
        if (turn == null || request.callOrdinal() == null) {
            return Optional.empty();
        }
        ToolCall call = Matching.call(request, opened.log());
        return TeamText.read(opened.log().text(opened.state().team()))
                .participant(turn.speaker())
                .tool(call.name())
                .flatMap(tool -> Optional.ofNullable(tool.schema()));
    }

    /** The tool call that a request is about, for those who show it. */
    public static Optional<ToolCall> call(Checkpoint opened, OpenRequest request) {
        return request.callOrdinal() == null ? Optional.empty() : Optional.of(Matching.call(request, opened.log()));
    }
}
