package dev.cairn.local.asl.run;

import dev.cairn.core.json.Json;
import dev.cairn.local.asl.Catcher;
import dev.cairn.local.asl.ErrorNames;
import dev.cairn.local.asl.LambdaIntegration;
import dev.cairn.local.asl.Retrier;
import dev.cairn.local.asl.Seconds;
import dev.cairn.local.asl.State;
import dev.cairn.local.asl.Transition;
import dev.cairn.local.asl.expression.EvaluationFailure;
import dev.cairn.local.asl.expression.Scope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The part of a walk that is a task: its attempts, answers, time-outs, retries and catchers. */
final class TaskWalk {
    private final Walk walk;
    private final Engine engine;
    private final History history;
    private final Walk.Alarm alarm;
    private final Execution execution;
    private long lastAttempt;

    TaskWalk(Walk walk, Engine engine, History history, Walk.Alarm alarm, Execution execution) {
        this.walk = walk;
        this.engine = engine;
        this.history = history;
        this.alarm = alarm;
        this.execution = execution;
    }

    Move attempt(State.Task task, Visit visit) {
        long number = ++lastAttempt;
        visit.beginAttempt(number);
        if (task.integration() == LambdaIntegration.WAIT_FOR_TASK_TOKEN) {
            visit.token(engine.tokens().issue(new TaskTokens.OpenTask(execution, number)));
        }
        try {
            Scope scope = walk.scope(visit, visit.token()).build();
            JsonNode arguments = task.arguments().fill("Arguments", scope);
            Long timeout = seconds(task.timeout(), "TimeoutSeconds", scope);
            Long heartbeat = seconds(task.heartbeat(), "HeartbeatSeconds", scope);
            String parameters = Json.text(arguments);
            if (Payload.isTooLarge(parameters)) {
                return failed(task, visit, TaskError.tooLarge(visit.state.name()));
            }
            String wrong = fault(arguments);
            if (wrong != null) {
                return failed(task, visit, new TaskError(ErrorNames.RUNTIME, Walk.at(visit) + wrong));
            }
            String resource = task.integration().action();
            history.add(
                    walk.now(),
                    EventType.TaskScheduled,
                    new EventDetails.Scheduled(resource, parameters, timeout, heartbeat));
            history.add(walk.now(), EventType.TaskStarted, new EventDetails.Begun(resource));
            if (timeout != null) {
                visit.timer(alarm.after(Duration.ofSeconds(timeout), () -> timedOut(number)));
            }
            if (heartbeat != null) {
                visit.heartbeat(alarm.after(Duration.ofSeconds(heartbeat), () -> timedOut(number)));
            }
            JsonNode payload = arguments.get("Payload");
            visit.payload(payload == null ? "{}" : Json.text(payload));
            return new Move.Invoke(
                    new Call(number, arguments.get("FunctionName").stringValue(), visit.payload()));
        } catch (EvaluationFailure failure) {
            return failed(task, visit, walk.evaluationFailed(visit, failure));
        }
    }

    private static @Nullable String fault(JsonNode arguments) {
        JsonNode name = arguments.get("FunctionName");
        if (name == null || !name.isString() || name.stringValue().isEmpty()) {
            return "The argument 'FunctionName' must be a string that is not empty.";
        }
        return arguments.propertyNames().stream()
                .filter(key -> !key.equals("FunctionName") && !key.equals("Payload"))
                .findFirst()
                .map(key -> "The argument '" + key + "' is not supported; known here are FunctionName and Payload.")
                .orElse(null);
    }

    private static @Nullable Long seconds(@Nullable Seconds seconds, String location, Scope scope)
            throws EvaluationFailure {
        return seconds == null ? null : Walk.seconds(seconds, location, scope, 1);
    }

    /** The function returned. An attempt that is over by then, by time-out or by its token's answer, stays as it is. */
    @Nullable
    Call returned(long attempt, Reply reply) {
        Visit visit = at(attempt);
        if (visit == null || !(visit.state instanceof State.Task task)) {
            return null;
        }
        return walk.go(
                switch (reply) {
                    case Reply.Failure(TaskError error) -> taskFailed(task, visit, error);
                    case Reply.Answer(Payload payload) -> answered(task, visit, payload);
                });
    }

    private Move answered(State.Task task, Visit visit, Payload payload) {
        Payload result = Payload.of(result(payload));
        if (result.isTooLarge()) {
            return taskFailed(task, visit, TaskError.tooLarge("lambda"));
        }
        if (task.integration() == LambdaIntegration.INVOKE) {
            return succeeded(task, visit, result);
        }
        history.add(
                walk.now(),
                EventType.TaskSubmitted,
                new EventDetails.Answered(task.integration().action(), result.json()));
        return new Move.Park();
    }

    /** What the integration makes of a function's answer. */
    private static JsonNode result(Payload payload) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ExecutedVersion", "$LATEST")
                .put("StatusCode", 200)
                .set("Payload", payload.node());
    }

    /** Somebody answered the token well. */
    @Nullable
    Call tokenSucceeded(long attempt, Payload output) {
        Visit visit = at(attempt);
        return visit != null && visit.state instanceof State.Task task ? walk.go(succeeded(task, visit, output)) : null;
    }

    /** Somebody answered the token with a failure. */
    @Nullable
    Call tokenFailed(long attempt, TaskError error) {
        Visit visit = at(attempt);
        return visit != null && visit.state instanceof State.Task task ? walk.go(taskFailed(task, visit, error)) : null;
    }

    /** Somebody said that the task is alive. */
    void heartbeat(long attempt) {
        Visit visit = at(attempt);
        if (visit == null || !(visit.state instanceof State.Task task) || task.heartbeat() == null) {
            return;
        }
        for (long id = history.lastId(); id > visit.enteredId; id--) {
            if (history.get(id).details() instanceof EventDetails.Scheduled scheduled
                    && scheduled.heartbeat() != null) {
                visit.heartbeat(alarm.after(Duration.ofSeconds(scheduled.heartbeat()), () -> timedOut(attempt)));
                return;
            }
        }
    }

    private @Nullable Call timedOut(long attempt) {
        Visit visit = at(attempt);
        if (visit == null || !(visit.state instanceof State.Task task)) {
            return null;
        }
        TaskError error = TaskError.timeout();
        history.add(
                walk.now(),
                EventType.TaskTimedOut,
                new EventDetails.Failed(task.integration().action(), error.error(), error.cause()));
        return walk.go(failed(task, visit, error));
    }

    private Move succeeded(State.Task task, Visit visit, Payload result) {
        visit.endAttempt(engine.tokens());
        history.add(
                walk.now(),
                EventType.TaskSucceeded,
                new EventDetails.Answered(task.integration().action(), result.json()));
        try {
            Scope scope = walk.scope(visit).result(result.node()).build();
            return walk.leave(visit, task.effects(), scope, result, task.transition());
        } catch (EvaluationFailure failure) {
            return failed(task, visit, walk.evaluationFailed(visit, failure));
        } catch (Walk.TooLarge tooLarge) {
            return failed(task, visit, TaskError.tooLarge(task.name()));
        }
    }

    private Move taskFailed(State.Task task, Visit visit, TaskError error) {
        history.add(
                walk.now(),
                EventType.TaskFailed,
                new EventDetails.Failed(task.integration().action(), error.error(), error.cause()));
        return failed(task, visit, error);
    }

    /** Retries, else catches, else ends the execution. Only the first retrier that matches counts. */
    private Move failed(State.Task task, Visit visit, TaskError error) {
        visit.endAttempt(engine.tokens());
        for (int index = 0; index < task.retriers().size(); index++) {
            Retrier retrier = task.retriers().get(index);
            if (retrier.errors().match(error.error())) {
                if (visit.retriesBy(index) < retrier.maxAttempts()) {
                    return retryLater(task, visit, error, retrier, index);
                }
                break;
            }
        }
        for (Catcher catcher : task.catchers()) {
            if (catcher.errors().match(error.error())) {
                return caught(visit, catcher, error);
            }
        }
        return walk.end(error);
    }

    private Move retryLater(State.Task task, Visit visit, TaskError error, Retrier retrier, int index) {
        Duration delay = retrier.delay(visit.retriesBy(index), engine.random());
        visit.retried(index);
        walk.ending()
                .retrying(new Retry(
                        execution.identity().executionArn(),
                        task.name(),
                        visit.payload(),
                        error,
                        visit.retriesBy(index),
                        retrier.maxAttempts(),
                        delay));
        visit.timer(alarm.after(delay, () -> walk.visit() == visit ? walk.go(attempt(task, visit)) : null));
        return new Move.Park();
    }

    private Move caught(Visit visit, Catcher catcher, TaskError error) {
        Payload output = Payload.of(error.output());
        try {
            Scope scope = walk.scope(visit).errorOutput(output.node()).build();
            return walk.leave(visit, catcher.effects(), scope, output, new Transition.To(catcher.next()));
        } catch (EvaluationFailure failure) {
            return walk.end(walk.evaluationFailed(visit, failure));
        } catch (Walk.TooLarge tooLarge) {
            return walk.end(TaskError.tooLarge(visit.state.name()));
        }
    }

    private @Nullable Visit at(long attempt) {
        Visit visit = walk.visit();
        return visit != null && visit.isAt(attempt) ? visit : null;
    }
}
