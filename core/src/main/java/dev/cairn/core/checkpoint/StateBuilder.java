package dev.cairn.core.checkpoint;

import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.run.Counters;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.run.Usage;
import dev.cairn.core.team.PlanReview;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The next {@link State} while a step makes it. */
public final class StateBuilder {
    private long team;
    private String teamFingerprint;
    private long task;
    private @Nullable Long facts;
    private @Nullable Long plan;
    private @Nullable Long taskLedger;
    private @Nullable Long progressLedger;
    private @Nullable Long answer;
    private long viewStart;
    private boolean afterStall;
    private @Nullable Long feedback;
    private PlanReview planReview;
    private Limits limits;
    private Counters counters;
    private Usage usage;
    private @Nullable Turn turn;
    private @Nullable StopReason stopping;
    private @Nullable OpenRequest request;
    private @Nullable Recording recording;
    private Map<String, JsonNode> custom;

    StateBuilder(State from) {
        this.team = from.team();
        this.teamFingerprint = from.teamFingerprint();
        this.task = from.task();
        this.facts = from.facts();
        this.plan = from.plan();
        this.taskLedger = from.taskLedger();
        this.progressLedger = from.progressLedger();
        this.answer = from.answer();
        this.viewStart = from.viewStart();
        this.afterStall = from.afterStall();
        this.feedback = from.feedback();
        this.planReview = from.planReview();
        this.limits = from.limits();
        this.counters = from.counters();
        this.usage = from.usage();
        this.turn = from.turn();
        this.stopping = from.stopping();
        this.request = from.request();
        this.recording = from.recording();
        this.custom = from.custom();
    }

    public void team(long value) {
        this.team = value;
    }

    public void teamFingerprint(String value) {
        this.teamFingerprint = value;
    }

    public void task(long value) {
        this.task = value;
    }

    public void facts(@Nullable Long value) {
        this.facts = value;
    }

    public void plan(@Nullable Long value) {
        this.plan = value;
    }

    public void taskLedger(@Nullable Long value) {
        this.taskLedger = value;
    }

    public void progressLedger(@Nullable Long value) {
        this.progressLedger = value;
    }

    public void answer(@Nullable Long value) {
        this.answer = value;
    }

    public void viewStart(long value) {
        this.viewStart = value;
    }

    public void afterStall(boolean value) {
        this.afterStall = value;
    }

    public void feedback(@Nullable Long value) {
        this.feedback = value;
    }

    public void planReview(PlanReview value) {
        this.planReview = value;
    }

    public void limits(Limits value) {
        this.limits = value;
    }

    public void counters(Counters value) {
        this.counters = value;
    }

    public void usage(Usage value) {
        this.usage = value;
    }

    public void turn(@Nullable Turn value) {
        this.turn = value;
    }

    public void stopping(@Nullable StopReason value) {
        this.stopping = value;
    }

    public void request(@Nullable OpenRequest value) {
        this.request = value;
    }

    public void recording(@Nullable Recording value) {
        this.recording = value;
    }

    public Counters counters() {
        return counters;
    }

    public void spend(Usage more) {
        this.usage = usage.plus(more);
    }

    public State build() {
        return new State(
                team,
                teamFingerprint,
                task,
                facts,
                plan,
                taskLedger,
                progressLedger,
                answer,
                viewStart,
                afterStall,
                feedback,
                planReview,
                limits,
                counters,
                usage,
                turn,
                stopping,
                request,
                recording,
                custom);
    }
}
