package dev.cairn.local.asl.run;

import dev.cairn.core.json.Json;
import dev.cairn.local.asl.ChoiceRule;
import dev.cairn.local.asl.Definition;
import dev.cairn.local.asl.Effects;
import dev.cairn.local.asl.ErrorNames;
import dev.cairn.local.asl.Seconds;
import dev.cairn.local.asl.State;
import dev.cairn.local.asl.Text;
import dev.cairn.local.asl.Timestamps;
import dev.cairn.local.asl.Transition;
import dev.cairn.local.asl.expression.EvaluationFailure;
import dev.cairn.local.asl.expression.Scope;
import dev.cairn.local.asl.expression.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Walks through the states of a definition. Every method but the constructor is called under the execution's lock and
 * returns a function to call once the lock is released, or null if there is none.
 */
final class Walk {
    /** What AWS lets the variables of an execution hold together. */
    private static final long LARGEST_VARIABLES = 10L * 1024 * 1024;

    private final Definition definition;
    private final Engine engine;
    private final History history;
    private final Context context;
    private final Ending ending;
    private final Alarm alarm;
    private final TaskWalk tasks;
    private final Map<String, JsonNode> variables = new LinkedHashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private @Nullable Visit visit;

    /** What a state wants to leave behind is larger than AWS allows. */
    static final class TooLarge extends Exception {
        TooLarge() {
            super("too large", null, false, false);
        }
    }

    /** Who is told where a walk ends, and what holds it up. */
    interface Ending {
        void succeeded(Payload output);

        void failed(TaskError error);

        /** The task will be tried again. */
        void retrying(Retry retry);
    }

    /** Comes back to the walk later, under the lock, if the execution still runs. */
    interface Alarm {
        Scheduler.Timer after(Duration delay, Supplier<@Nullable Call> then);
    }

    Walk(
            Definition definition,
            Engine engine,
            History history,
            Context context,
            Ending ending,
            Alarm alarm,
            Execution of) {
        this.definition = definition;
        this.engine = engine;
        this.history = history;
        this.context = context;
        this.ending = ending;
        this.alarm = alarm;
        this.tasks = new TaskWalk(this, engine, history, alarm, of);
    }

    @Nullable
    Call begin(Payload input) {
        return go(new Move.Enter(definition.startAt(), input));
    }

    /** The present stay, or null before the first and after the last. */
    @Nullable
    Visit visit() {
        return visit;
    }

    TaskWalk tasks() {
        return tasks;
    }

    /** Gives up whatever is under way. */
    void close() {
        if (visit != null) {
            visit.endAttempt(engine.tokens());
            visit = null;
        }
        variables.clear();
    }

    /** Moves until there is something to wait for. A loop, not a recursion: a chain of states may be long. */
    @Nullable
    Call go(Move first) {
        Move move = first;
        while (move instanceof Move.Enter(String name, Payload input)) {
            move = enter(definition.state(name), input);
        }
        return move instanceof Move.Invoke(Call call) ? call : null;
    }

    private Move enter(State state, Payload input) {
        Instant now = now();
        long before = history.lastId() == 1 ? 0 : history.lastId();
        long id =
                history.add(now, EventType.entered(state.type()), new EventDetails.Entered(state.name(), input.json()));
        Visit entered = new Visit(state, input, now, id, before);
        visit = entered;
        try {
            return switch (state) {
                case State.Task task -> tasks.attempt(task, entered);
                case State.Choice choice -> choose(choice, entered);
                case State.Pass pass ->
                    leave(entered, pass.effects(), scope(entered).build(), input, pass.transition());
                case State.Wait wait -> await(wait, entered);
                case State.Succeed succeed ->
                    leave(
                            entered,
                            new Effects(null, succeed.output()),
                            scope(entered).build(),
                            input,
                            new Transition.End());
                case State.Fail fail -> fail(fail, entered);
            };
        } catch (EvaluationFailure failure) {
            return end(evaluationFailed(entered, failure));
        } catch (TooLarge tooLarge) {
            return end(TaskError.tooLarge(state.name()));
        }
    }

    private Move choose(State.Choice choice, Visit entered) throws EvaluationFailure, TooLarge {
        Scope scope = scope(entered).build();
        for (int index = 0; index < choice.rules().size(); index++) {
            ChoiceRule rule = choice.rules().get(index);
            if (holds(rule.condition(), "Choices[" + index + "]/Condition", scope)) {
                return leave(entered, rule.effects(), scope, entered.input, new Transition.To(rule.next()));
            }
        }
        if (choice.otherwise() == null) {
            return end(new TaskError(
                    ErrorNames.NO_CHOICE_MATCHED,
                    at(entered) + "Failed to transition out of the state. The state does not point to a next state."));
        }
        return leave(entered, choice.effects(), scope, entered.input, new Transition.To(choice.otherwise()));
    }

    private static boolean holds(Template condition, String location, Scope scope) throws EvaluationFailure {
        return switch (condition) {
            case Template.Computed(var expression) -> expression.evaluateBoolean(location, scope);
            case Template.Literal(var value) -> value.booleanValue();
            case Template.Fields fields -> throw new IllegalStateException("a checked condition is no object");
            case Template.Items items -> throw new IllegalStateException("a checked condition is no array");
        };
    }

    private Move await(State.Wait wait, Visit entered) throws EvaluationFailure {
        Scope scope = scope(entered).build();
        Duration delay = wait.seconds() != null
                ? Duration.ofSeconds(seconds(wait.seconds(), "Seconds", scope, 0))
                : Duration.between(now(), timestamp(wait, scope));
        entered.timer(alarm.after(delay.isNegative() ? Duration.ZERO : delay, () -> waited(wait, entered)));
        return new Move.Park();
    }

    private Instant timestamp(State.Wait wait, Scope scope) throws EvaluationFailure {
        String text = text(wait.timestamp(), "Timestamp", scope);
        Instant until = text == null ? null : Timestamps.parse(text);
        if (until == null) {
            throw new EvaluationFailure(
                    "Timestamp",
                    "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: "
                            + text);
        }
        return until;
    }

    private @Nullable Call waited(State.Wait wait, Visit entered) {
        if (visit != entered) {
            return null;
        }
        try {
            return go(leave(entered, wait.effects(), scope(entered).build(), entered.input, wait.transition()));
        } catch (EvaluationFailure failure) {
            return go(end(evaluationFailed(entered, failure)));
        } catch (TooLarge tooLarge) {
            return go(end(TaskError.tooLarge(wait.name())));
        }
    }

    private Move fail(State.Fail fail, Visit entered) throws EvaluationFailure {
        Scope scope = scope(entered).build();
        return end(new TaskError(text(fail.error(), "Error", scope), text(fail.cause(), "Cause", scope)));
    }

    /**
     * Evaluates what the state leaves behind, records that it is left, and tells where to go.
     *
     * @param unless the output of a state that names none
     */
    Move leave(Visit left, Effects effects, Scope scope, Payload unless, Transition transition)
            throws EvaluationFailure, TooLarge {
        JsonNode output = effects.output() == null ? null : effects.output().fill("Output", scope);
        JsonNode assigned = effects.assign() == null ? null : effects.assign().fill("Assign", scope);
        Payload leaving = output == null ? unless : Payload.of(output);
        if (leaving.isTooLarge()) {
            throw new TooLarge();
        }
        Map<String, String> shown = assigned == null ? Map.of() : assign(assigned);
        history.add(
                now(),
                EventType.exited(left.state.type()),
                new EventDetails.Exited(left.state.name(), leaving.json(), shown));
        return switch (transition) {
            case Transition.To(String next) -> new Move.Enter(next, leaving);
            case Transition.End end -> {
                ending.succeeded(leaving);
                yield new Move.Over();
            }
        };
    }

    private Map<String, String> assign(JsonNode assigned) throws TooLarge {
        Map<String, String> shown = new LinkedHashMap<>();
        assigned.properties().forEach(variable -> shown.put(variable.getKey(), Json.text(variable.getValue())));
        long all = shown.values().stream().mapToLong(String::length).sum();
        for (Map.Entry<String, Integer> kept : sizes.entrySet()) {
            all += shown.containsKey(kept.getKey()) ? 0 : kept.getValue();
        }
        if (all > LARGEST_VARIABLES || shown.values().stream().anyMatch(Payload::isTooLarge)) {
            throw new TooLarge();
        }
        shown.forEach((name, json) -> sizes.put(name, json.length()));
        assigned.properties().forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
        return shown;
    }

    Ending ending() {
        return ending;
    }

    Move end(TaskError error) {
        ending.failed(error);
        return new Move.Over();
    }

    /** Records that an expression failed, and gives the error that this is. */
    TaskError evaluationFailed(Visit where, EvaluationFailure failure) {
        String cause = at(where) + failure.what();
        boolean first = history.lastId() == where.enteredId && !(where.state instanceof State.Wait);
        history.add(
                now(),
                EventType.EvaluationFailed,
                new EventDetails.NotEvaluated(
                        where.state.name(), failure.location(), ErrorNames.QUERY_EVALUATION_ERROR, cause),
                first ? where.beforeId : history.lastId());
        return new TaskError(ErrorNames.QUERY_EVALUATION_ERROR, cause);
    }

    static String at(Visit where) {
        return "An error occurred while executing the state '" + where.state.name() + "' (entered at the event id #"
                + where.enteredId + "). ";
    }

    Scope.Builder scope(Visit where) {
        return scope(where, null);
    }

    Scope.Builder scope(Visit where, @Nullable TaskToken token) {
        return new Scope.Builder(where.input.node(), context.of(where, token), variables, now(), engine.random());
    }

    private static @Nullable String text(@Nullable Text text, String location, Scope scope) throws EvaluationFailure {
        return switch (text) {
            case null -> null;
            case Text.Fixed(String literal) -> literal;
            case Text.Computed(var expression) -> expression.evaluateString(location, scope);
        };
    }

    static long seconds(Seconds seconds, String location, Scope scope, long least) throws EvaluationFailure {
        return switch (seconds) {
            case Seconds.Fixed(long number) -> number;
            case Seconds.Computed(var expression) -> expression.evaluateWhole(location, scope, least, Seconds.LONGEST);
        };
    }

    Instant now() {
        return engine.scheduler().now();
    }
}
