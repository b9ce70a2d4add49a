package dev.cairn.local.asl.run;

import dev.cairn.local.asl.State;
import dev.cairn.local.asl.run.Scheduler.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stay in one state, with the attempts of its task. Guarded by the execution's lock. */
final class Visit {
    /** No attempt is under way. */
    static final long NONE = 0;

    final State state;
    final Payload input;
    final Instant enteredAt;
    final long enteredId;

    /** The event before the state was entered: what AWS gives as the origin of an expression's failure. */
    final long beforeId;

    private final List<Timer> timers = new ArrayList<>();
    private final int[] retries;
    private int retryCount;
    private long attempt = NONE;
    private String payload = "{}";
    private @Nullable TaskToken token;
    private @Nullable Timer heartbeat;

    Visit(State state, Payload input, Instant enteredAt, long enteredId, long beforeId) {
        this.state = state;
        this.input = input;
        this.enteredAt = enteredAt;
        this.enteredId = enteredId;
        this.beforeId = beforeId;
        this.retries =
                new int[state instanceof State.Task task ? task.retriers().size() : 0];
    }

    int retryCount() {
        return retryCount;
    }

    int retriesBy(int retrier) {
        return retries[retrier];
    }

    void retried(int retrier) {
        retries[retrier]++;
        retryCount++;
    }

    void beginAttempt(long number) {
        attempt = number;
    }

    boolean isAt(long number) {
        return attempt != NONE && attempt == number;
    }

    long attempt() {
        return attempt;
    }

    /** What the latest attempt's function was given. */
    String payload() {
        return payload;
    }

    void payload(String given) {
        payload = given;
    }

    @Nullable
    TaskToken token() {
        return token;
    }

    void token(TaskToken issued) {
        token = issued;
    }

    void timer(Timer timer) {
        timers.add(timer);
    }

    void heartbeat(Timer timer) {
        if (heartbeat != null) {
            heartbeat.cancel();
        }
        heartbeat = timer;
    }

    /** Ends the attempt: what is still under way for it no longer counts. */
    void endAttempt(TaskTokens tokens) {
        attempt = NONE;
        timers.forEach(Timer::cancel);
        timers.clear();
        if (heartbeat != null) {
            heartbeat.cancel();
            heartbeat = null;
        }
        if (token != null) {
            tokens.close(token);
            token = null;
        }
    }
}
