package dev.cairn.local.asl.run;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Json;
import dev.cairn.local.asl.Definition;
import dev.cairn.local.asl.ErrorNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a definition. It needs a thread only while it walks from state to state and while a function works; waiting
 * for a token, a retry or a point in time needs none.
 */
public final class Execution {
    private final Engine engine;
    private final Definition definition;
    private final Identity identity;
    private final Payload input;
    private final ExecutionListener listener;
    private final Instant startedAt;
    private final Caller caller;
    private final Walk walk;

    private final ReentrantLock lock = new ReentrantLock();
    private final History history = new History();
    private final CompletableFuture<ExecutionView> ended = new CompletableFuture<>();
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private @Nullable Payload output;
    private @Nullable TaskError error;
    private @Nullable Instant endedAt;
    private Scheduler.@Nullable Timer deadline;
    private boolean announced;
    private @Nullable Retry retry;

    /**
     * @param input JSON, at most 262,144 bytes
     */
    public Execution(
            Engine engine, Definition definition, Identity identity, String input, ExecutionListener listener) {
        this.engine = requireNonNull(engine, "engine is null");
        this.definition = requireNonNull(definition, "definition is null");
        this.identity = requireNonNull(identity, "identity is null");
        this.input = new Payload(Json.received(input), input);
        this.listener = requireNonNull(listener, "listener is null");
        this.startedAt = engine.scheduler().now();
        this.caller = new Caller(engine);
        this.walk = new Walk(
                definition,
                engine,
                history,
                new Context(identity, this.input, startedAt),
                new Ending(),
                this::later,
                this);
    }

    private final class Ending implements Walk.Ending {
        @Override
        public void succeeded(Payload result) {
            output = result;
            end(ExecutionStatus.SUCCEEDED, EventType.ExecutionSucceeded, new EventDetails.Succeeded(result.json()));
        }

        @Override
        public void failed(TaskError why) {
            error = why;
            end(ExecutionStatus.FAILED, EventType.ExecutionFailed, new EventDetails.Ended(why.error(), why.cause()));
        }

        @Override
        public void retrying(Retry toCome) {
            retry = toCome;
        }
    }

    /** Begins, on a thread of the engine's. Called once. */
    public void start() {
        listener.changed(identity.executionArn(), ExecutionStatus.RUNNING);
        engine.executor().execute(() -> drive(this::begin));
    }

    private @Nullable Call begin() {
        Long limit = definition.timeoutSeconds();
        if (limit != null) {
            Duration allowed = Duration.ofSeconds(limit);
            deadline = later(allowed, () -> overdue(startedAt.plus(allowed)));
        }
        history.add(startedAt, EventType.ExecutionStarted, new EventDetails.Started(input.json(), identity.roleArn()));
        return walk.begin(input);
    }

    private @Nullable Call overdue(Instant when) {
        endedAt = when;
        end(
                ExecutionStatus.TIMED_OUT,
                EventType.ExecutionTimedOut,
                new EventDetails.Ended(ErrorNames.TIMEOUT, null),
                0);
        return null;
    }

    /**
     * Ends it as aborted; does nothing if it has ended.
     *
     * @return when it ended
     */
    public Instant stop(@Nullable String why, @Nullable String cause) {
        locked(() -> {
            error = new TaskError(why, cause);
            end(ExecutionStatus.ABORTED, EventType.ExecutionAborted, new EventDetails.Ended(why, cause), 0);
            return null;
        });
        return requireNonNull(view().endedAt(), "an execution that was stopped has ended");
    }

    /**
     * Answers the token of an attempt.
     *
     * @param json the output, valid JSON
     * @return false if the attempt no longer waits
     */
    public boolean succeedTask(long attempt, String json) {
        Payload answer = new Payload(Json.received(json), json);
        return answer(attempt, () -> walk.tasks().tokenSucceeded(attempt, answer));
    }

    /**
     * Fails the attempt that a token belongs to.
     *
     * @return false if the attempt no longer waits
     */
    public boolean failTask(long attempt, TaskError why) {
        return answer(attempt, () -> walk.tasks().tokenFailed(attempt, why));
    }

    /**
     * Says that the attempt is alive.
     *
     * @return false if the attempt no longer waits
     */
    public boolean heartbeat(long attempt) {
        return answer(attempt, () -> {
            walk.tasks().heartbeat(attempt);
            return null;
        });
    }

    /** On the caller's thread, so that the answer is known to count; what follows from it is on the engine's. */
    private boolean answer(long attempt, Supplier<@Nullable Call> step) {
        boolean[] counted = new boolean[1];
        Call next = locked(() -> {
            Visit visit = walk.visit();
            counted[0] = visit != null && visit.isAt(attempt);
            return counted[0] ? step.get() : null;
        });
        if (next != null) {
            engine.executor().execute(() -> drive(() -> next));
        }
        return counted[0];
    }

    private Scheduler.Timer later(Duration delay, Supplier<@Nullable Call> then) {
        return engine.scheduler().after(delay, () -> engine.executor().execute(() -> drive(then)));
    }

    private void drive(Supplier<@Nullable Call> first) {
        Call call = locked(first);
        while (call != null) {
            long attempt = call.attempt();
            Reply reply = caller.perform(call);
            call = reply == null ? null : locked(() -> walk.tasks().returned(attempt, reply));
        }
    }

    /** Takes one step, if the execution still runs, and tells the world if it has ended by it or is held up. */
    private @Nullable Call locked(Supplier<@Nullable Call> step) {
        Call next = null;
        boolean tell;
        Retry heldUp;
        lock.lock();
        try {
            if (status == ExecutionStatus.RUNNING) {
                next = step.get();
            }
        } catch (History.Full full) {
            new Ending().failed(new TaskError(ErrorNames.RUNTIME, full.getMessage()));
        } catch (RuntimeException | StackOverflowError fault) {
            // A fault of the engine itself. To end the execution with it is better than to leave it running for ever.
            new Ending().failed(new TaskError(ErrorNames.RUNTIME, "The interpreter failed: " + fault));
        } finally {
            tell = status != ExecutionStatus.RUNNING && !announced;
            announced |= tell;
            heldUp = retry;
            retry = null;
            lock.unlock();
        }
        if (heldUp != null) {
            listener.retrying(heldUp);
        }
        if (tell) {
            ended.complete(view());
            listener.changed(identity.executionArn(), status());
        }
        return next;
    }

    private void end(ExecutionStatus reached, EventType type, EventDetails details) {
        end(reached, type, details, history.lastId());
    }

    private void end(ExecutionStatus reached, EventType type, EventDetails details, long previousId) {
        status = reached;
        Instant when = endedAt == null ? engine.scheduler().now() : endedAt;
        endedAt = when;
        history.add(when, type, details, previousId);
        walk.close();
        if (deadline != null) {
            deadline.cancel();
        }
    }

    public Identity identity() {
        return identity;
    }

    /** The input as it was given. */
    public String input() {
        return input.json();
    }

    public Instant startedAt() {
        return startedAt;
    }

    public ExecutionStatus status() {
        lock.lock();
        try {
            return status;
        } finally {
            lock.unlock();
        }
    }

    public ExecutionView view() {
        lock.lock();
        try {
            return new ExecutionView(
                    identity,
                    status,
                    input.json(),
                    output == null ? null : output.json(),
                    error == null ? null : error.error(),
                    error == null ? null : error.cause(),
                    startedAt,
                    endedAt);
        } finally {
            lock.unlock();
        }
    }

    /** How many events there are so far. */
    public long eventCount() {
        lock.lock();
        try {
            return history.lastId();
        } finally {
            lock.unlock();
        }
    }

    /** What has happened so far. */
    public List<HistoryEvent> history() {
        lock.lock();
        try {
            return history.all();
        } finally {
            lock.unlock();
        }
    }

    /** Completes once it has ended; exceptionally if the engine closes before. */
    public CompletableFuture<ExecutionView> ended() {
        return ended.copy();
    }

    /** Tells whoever waits for the end that it will not come in this process. */
    public void abandon() {
        ended.completeExceptionally(new IllegalStateException(
                "Step Functions was closed while " + identity.executionArn() + " was running"));
    }
}
