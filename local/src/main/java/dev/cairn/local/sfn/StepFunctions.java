package dev.cairn.local.sfn;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Json;
import dev.cairn.local.asl.Definition;
import dev.cairn.local.asl.InvalidDefinition;
import dev.cairn.local.asl.run.CallsUnderWay;
import dev.cairn.local.asl.run.Engine;
import dev.cairn.local.asl.run.Execution;
import dev.cairn.local.asl.run.ExecutionListener;
import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.ExecutionView;
import dev.cairn.local.asl.run.HistoryEvent;
import dev.cairn.local.asl.run.Identity;
import dev.cairn.local.asl.run.LambdaInvoker;
import dev.cairn.local.asl.run.Retry;
import dev.cairn.local.asl.run.Scheduler;
import dev.cairn.local.asl.run.TaskError;
import dev.cairn.local.asl.run.TaskToken;
import dev.cairn.local.asl.run.TaskTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Step Functions in this process: Standard workflows in JSONata whose tasks call functions through a
 * {@link LambdaInvoker}. All of it lives in memory; an execution that runs when the process ends is gone, and whoever
 * keeps the work durably starts another.
 *
 * <p>Every method answers as AWS does, with an {@link SfnException} for what AWS refuses.
 */
public final class StepFunctions implements AutoCloseable {
    private static final int LARGEST_PAYLOAD = 262_144;

    /** How long closing waits for the functions under way. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    private final Engine engine;
    private final ExecutionListener listener;
    private final Executions executions;
    private final ConcurrentNavigableMap<String, StateMachine> stateMachines = new ConcurrentSkipListMap<>();
    private final Duration grace;
    private volatile boolean closed;

    /**
     * @param lambdas   calls functions
     * @param scheduler time; stays the caller's to close
     * @param executor  gives each piece of work a thread that may block
     * @param random    for jitter and the random functions; safe to share between threads
     * @param listener  is told when executions begin and end
     */
    public StepFunctions(
            LambdaInvoker lambdas,
            Scheduler scheduler,
            Executor executor,
            RandomGenerator random,
            ExecutionListener listener,
            Retention retention) {
        this(lambdas, scheduler, executor, random, listener, retention, DEFAULT_GRACE);
    }

    /** @param grace how long closing waits for the functions under way */
    public StepFunctions(
            LambdaInvoker lambdas,
            Scheduler scheduler,
            Executor executor,
            RandomGenerator random,
            ExecutionListener listener,
            Retention retention,
            Duration grace) {
        this.engine = new Engine(lambdas, scheduler, executor, random, new TaskTokens(), new CallsUnderWay());
        this.listener = requireNonNull(listener, "listener is null");
        this.executions = new Executions(requireNonNull(retention, "retention is null"));
        this.grace = requireNonNull(grace, "grace is null");
    }

    /** An executor with a new virtual thread for everything: waiting threads cost next to nothing. */
    public static Executor virtualThreads() {
        Thread.Builder.OfVirtual threads = Thread.ofVirtual().name("step-functions-", 0);
        return task -> threads.start(task);
    }

    /**
     * Creates a state machine. To create the same one again is no fault and changes nothing.
     *
     * @throws SfnException InvalidName, InvalidDefinition with all its faults, or StateMachineAlreadyExists if the name
     *     is taken by another definition or role
     */
    public StateMachine createStateMachine(String name, String definition, String roleArn) {
        Arns.checkedName(name);
        Definition checked;
        try {
            checked = Definition.parse(definition);
        } catch (InvalidDefinition invalid) {
            throw new SfnException(
                    "InvalidDefinition", "Invalid State Machine Definition: '" + invalid.getMessage() + "'");
        }
        var machine = new StateMachine(Arns.stateMachine(name), name, definition, checked, roleArn, now());
        StateMachine taken = stateMachines.putIfAbsent(machine.arn(), machine);
        if (taken == null) {
            return machine;
        }
        if (taken.text().equals(definition) && taken.roleArn().equals(roleArn)) {
            return taken;
        }
        throw new SfnException("StateMachineAlreadyExists", "State Machine Already Exists: '" + machine.arn() + "'");
    }

    /**
     * @throws SfnException InvalidArn or StateMachineDoesNotExist
     */
    public StateMachine describeStateMachine(String arn) {
        StateMachine machine = stateMachines.get(Arns.checked(arn, Arns.STATE_MACHINE));
        if (machine == null) {
            throw SfnException.noStateMachine(arn);
        }
        return machine;
    }

    /**
     * Forgets a state machine; its executions go on. One that does not exist is no fault.
     *
     * @throws SfnException InvalidArn
     */
    public void deleteStateMachine(String arn) {
        stateMachines.remove(Arns.checked(arn, Arns.STATE_MACHINE));
    }

    /**
     * The state machines by name.
     *
     * @param maxResults 1 to 1,000; 0 for the default of 100
     * @throws SfnException InvalidToken or ValidationException
     */
    public Page<StateMachine> listStateMachines(int maxResults, @Nullable String nextToken) {
        List<StateMachine> all = List.copyOf(stateMachines.values());
        return page(all, "stateMachines", maxResults, nextToken);
    }

    /**
     * Starts an execution. The same name and input as one that runs gives that one.
     *
     * @param name  1 to 80 characters; null for a new UUID
     * @param input JSON, at most 262,144 bytes; null for an empty object
     * @throws SfnException InvalidArn, StateMachineDoesNotExist, InvalidName, InvalidExecutionInput, or
     *     ExecutionAlreadyExists
     */
    public ExecutionView startExecution(String stateMachineArn, @Nullable String name, @Nullable String input) {
        if (closed) {
            throw new IllegalStateException("Step Functions is closed; no execution can start");
        }
        StateMachine machine = describeStateMachine(stateMachineArn);
        String called = name == null ? UUID.randomUUID().toString() : Arns.checkedName(name);
        String given = input == null ? "{}" : input;
        checkInput(given);
        var identity = new Identity(
                Arns.execution(machine.name(), called), called, machine.arn(), machine.name(), machine.roleArn());
        var execution = new Execution(engine, machine.definition(), identity, given, new Told());
        Execution present = executions.putIfAbsent(execution);
        if (present == execution) {
            ExecutionView view = execution.view();
            execution.start();
            return view;
        }
        if (present.status() == ExecutionStatus.RUNNING && present.input().equals(given)) {
            return present.view();
        }
        throw new SfnException("ExecutionAlreadyExists", "Execution Already Exists: '" + identity.executionArn() + "'");
    }

    private static void checkInput(String input) {
        if (input.getBytes(StandardCharsets.UTF_8).length > LARGEST_PAYLOAD) {
            throw SfnException.invalidInput("The input has more than " + LARGEST_PAYLOAD + " bytes.");
        }
        if (input.isBlank()) {
            throw SfnException.invalidInput("Invalid execution input.");
        }
        try {
            Json.received(input);
        } catch (JacksonException notJson) {
            throw SfnException.invalidInput(Json.fault(notJson));
        }
    }

    private final class Told implements ExecutionListener {
        @Override
        public void changed(String arn, ExecutionStatus status) {
            if (status != ExecutionStatus.RUNNING) {
                executions.ended(arn);
            }
            listener.changed(arn, status);
        }

        @Override
        public void retrying(Retry retry) {
            listener.retrying(retry);
        }
    }

    /**
     * @throws SfnException InvalidArn or ExecutionDoesNotExist, also for one that ended too long ago
     */
    public ExecutionView describeExecution(String arn) {
        return execution(arn).view();
    }

    /**
     * Completes once the execution has ended, at once if it has; exceptionally if this is closed before.
     *
     * @throws SfnException InvalidArn or ExecutionDoesNotExist
     */
    public CompletableFuture<ExecutionView> whenEnded(String arn) {
        return execution(arn).ended();
    }

    /**
     * The executions of a state machine, newest first.
     *
     * @param status     only these; null for all
     * @param maxResults 1 to 1,000; 0 for the default of 100
     * @throws SfnException InvalidArn, StateMachineDoesNotExist, InvalidToken or ValidationException
     */
    public Page<ExecutionView> listExecutions(
            String stateMachineArn, @Nullable ExecutionStatus status, int maxResults, @Nullable String nextToken) {
        String arn = describeStateMachine(stateMachineArn).arn();
        int size = Page.size(maxResults);
        String list = arn + " " + status;
        List<Executions.Entry> found = executions.list(
                execution -> execution.identity().stateMachineArn().equals(arn)
                        && (status == null || execution.status() == status),
                Cursor.position(list, nextToken, Long.MAX_VALUE),
                size + 1);
        List<Executions.Entry> shown = found.subList(0, Math.min(size, found.size()));
        String next = found.size() > size ? new Cursor(list, shown.getLast().number()).token() : null;
        return new Page<>(shown.stream().map(entry -> entry.execution().view()).toList(), next);
    }

    /**
     * What happened in an execution.
     *
     * @param reverseOrder the latest first
     * @param maxResults   1 to 1,000; 0 for the default of 100
     * @throws SfnException InvalidArn, ExecutionDoesNotExist, InvalidToken or ValidationException
     */
    public Page<HistoryEvent> getExecutionHistory(
            String executionArn, boolean reverseOrder, int maxResults, @Nullable String nextToken) {
        List<HistoryEvent> all = execution(executionArn).history();
        // In reverse, positions count from the end of the history as it was when the first page was read.
        String list = executionArn + (reverseOrder ? " reverse" : "");
        if (!reverseOrder) {
            return page(all, list, maxResults, nextToken);
        }
        int size = Page.size(maxResults);
        int end = position(list, nextToken, all.size(), all.size());
        int from = Math.max(0, end - size);
        return new Page<>(all.subList(from, end).reversed(), from == 0 ? null : new Cursor(list, from).token());
    }

    /**
     * Aborts an execution; one that has ended stays as it is.
     *
     * @return when it ended
     * @throws SfnException InvalidArn or ExecutionDoesNotExist
     */
    public Instant stopExecution(String executionArn, @Nullable String error, @Nullable String cause) {
        return execution(executionArn).stop(error, cause);
    }

    /**
     * Answers a task that waits.
     *
     * @param output JSON, at most 262,144 bytes
     * @throws SfnException InvalidOutput, InvalidToken, TaskDoesNotExist for a token of another process, or
     *     TaskTimedOut for one that was answered, has timed out or belongs to an execution that has ended
     */
    public void sendTaskSuccess(String taskToken, String output) {
        if (output.getBytes(StandardCharsets.UTF_8).length > LARGEST_PAYLOAD) {
            throw SfnException.validation("Value at 'output' failed to satisfy constraint: Member must have length less"
                    + " than or equal to " + LARGEST_PAYLOAD);
        }
        try {
            Json.received(output);
        } catch (JacksonException notJson) {
            throw SfnException.invalidOutput(Json.fault(notJson));
        }
        TaskTokens.OpenTask task = openTask(taskToken);
        requireOpen(task.execution().succeedTask(task.attempt(), output));
    }

    /**
     * Fails a task that waits.
     *
     * @param error at most 256 characters, or null
     * @param cause at most 32,768 characters, or null
     * @throws SfnException InvalidToken, TaskDoesNotExist or TaskTimedOut, as {@link #sendTaskSuccess}
     */
    public void sendTaskFailure(String taskToken, @Nullable String error, @Nullable String cause) {
        TaskTokens.OpenTask task = openTask(taskToken);
        requireOpen(task.execution().failTask(task.attempt(), new TaskError(error, cause)));
    }

    /**
     * Says that a task that waits is alive, which puts its heartbeat time-out off.
     *
     * @throws SfnException InvalidToken, TaskDoesNotExist or TaskTimedOut, as {@link #sendTaskSuccess}
     */
    public void sendTaskHeartbeat(String taskToken) {
        TaskTokens.OpenTask task = openTask(taskToken);
        requireOpen(task.execution().heartbeat(task.attempt()));
    }

    private TaskTokens.OpenTask openTask(String text) {
        TaskToken token = TaskToken.parse(text);
        if (token == null) {
            throw SfnException.invalidToken();
        }
        try {
            return engine.tokens().find(token).orElseThrow();
        } catch (NoSuchElementException notOpen) {
            if (engine.tokens().issued(token)) {
                throw gone();
            }
            throw new SfnException("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist here'");
        }
    }

    /** How many tasks wait for somebody to answer their token. */
    public int waitingTasks() {
        return engine.tokens().openCount();
    }

    private static void requireOpen(boolean counted) {
        if (!counted) {
            throw gone();
        }
    }

    private static SfnException gone() {
        return new SfnException("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }

    private Execution execution(String arn) {
        return executions.find(Arns.checked(arn, Arns.EXECUTION)).orElseThrow(() -> SfnException.noExecution(arn));
    }

    private static <T> Page<T> page(List<T> all, String list, int maxResults, @Nullable String nextToken) {
        int size = Page.size(maxResults);
        int from = position(list, nextToken, 0, all.size());
        int end = Math.min(all.size(), from + size);
        return new Page<>(
                new ArrayList<>(all.subList(from, end)), end == all.size() ? null : new Cursor(list, end).token());
    }

    private static int position(String list, @Nullable String token, int unless, int most) {
        long position = Cursor.position(list, token, unless);
        if (position < 0 || position > most) {
            throw SfnException.invalidToken();
        }
        return (int) position;
    }

    private Instant now() {
        return engine.scheduler().now();
    }

    /**
     * Lets nothing new begin, gives the functions under way {@link #DEFAULT_GRACE} to return, and interrupts what is left. What was
     * running stays RUNNING, as it would if the process were killed.
     */
    @Override
    public void close() {
        closed = true;
        engine.calls().close(grace);
        executions.all().stream()
                .filter(execution -> execution.status() == ExecutionStatus.RUNNING)
                .forEach(Execution::abandon);
    }
}
