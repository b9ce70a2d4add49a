package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.run.Counters;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.run.Usage;
import dev.cairn.core.team.PlanReview;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the machine knows beside the log. Texts lie in the log and are named here by ordinal.
 *
 * @param team the entry that holds the team
 * @param teamFingerprint SHA-256, hex, of the team's JSON
 * @param taskLedger the one that was last given to everybody; null while no plan stands
 * @param viewStart where the participants' views begin: 0, or after the last reset mark
 * @param afterStall whether the plan was last made anew because the team stalled
 * @param feedback the response that asks for another plan, while that is due
 * @param turn the turn under way, if one is
 * @param stopping the limit that was reached, while the partial answer is due
 * @param request what a person must answer before anything else happens
 * @param custom what extensions keep, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record State(
        long team,
        String teamFingerprint,
        long task,
        @Nullable Long facts,
        @Nullable Long plan,
        @Nullable Long taskLedger,
        @Nullable Long progressLedger,
        @Nullable Long answer,
        long viewStart,
        boolean afterStall,
        @Nullable Long feedback,
        PlanReview planReview,
        Limits limits,
        Counters counters,
        Usage usage,
        @Nullable Turn turn,
        @Nullable StopReason stopping,
        @Nullable OpenRequest request,
        @Nullable Recording recording,
        Map<String, JsonNode> custom) {
    public State {
        requireNonNull(teamFingerprint, "teamFingerprint is null");
        requireNonNull(planReview, "planReview is null");
        requireNonNull(limits, "limits is null");
        requireNonNull(counters, "counters is null");
        requireNonNull(usage, "usage is null");
        custom = custom == null ? Map.of() : Map.copyOf(custom);
    }

    public StateBuilder toBuilder() {
        return new StateBuilder(this);
    }
}
