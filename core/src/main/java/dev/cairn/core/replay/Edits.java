package dev.cairn.core.replay;

import dev.cairn.core.run.LimitsPatch;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import org.jspecify.annotations.Nullable;

/** What a replay changes on the way; what is absent stays as it was. */
public record Edits(
        @Nullable String task,
        @Nullable String facts,
        @Nullable String plan,
        @Nullable LimitsPatch limits,
        @Nullable PlanReview planReview,
        @Nullable Team team) {
    public static final Edits NONE = new Edits(null, null, null, null, null, null);
}
