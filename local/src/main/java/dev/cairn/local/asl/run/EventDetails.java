package dev.cairn.local.asl.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event of a history says beyond its type. No text in it contains a task token. */
public sealed interface EventDetails {
    /** Of ExecutionStarted. */
    record Started(String input, String roleArn) implements EventDetails {
        public Started {
            input = TaskToken.redact(input);
        }
    }

    /** Of ExecutionSucceeded. */
    record Succeeded(String output) implements EventDetails {
        public Succeeded {
            output = TaskToken.redact(output);
        }
    }

    /** Of ExecutionFailed, ExecutionAborted and ExecutionTimedOut. */
    record Ended(@Nullable String error, @Nullable String cause) implements EventDetails {
        public Ended {
            error = TaskToken.redactNullable(error);
            cause = TaskToken.redactNullable(cause);
        }
    }

    /** Of every event that enters a state. */
    record Entered(String name, String input) implements EventDetails {
        public Entered {
            input = TaskToken.redact(input);
        }
    }

    /**
     * Of every event that leaves a state.
     *
     * @param assigned the variables that were set, each as JSON; empty for none
     */
    record Exited(String name, String output, Map<String, String> assigned) implements EventDetails {
        public Exited {
            output = TaskToken.redact(output);
            Map<String, String> shown = new LinkedHashMap<>();
            assigned.forEach((variable, value) -> shown.put(variable, TaskToken.redact(value)));
            assigned = Collections.unmodifiableMap(shown);
        }
    }

    /**
     * Of TaskScheduled.
     *
     * @param parameters what the function is called with, as JSON
     * @param timeout    seconds, or null for no limit
     * @param heartbeat  seconds, or null for no limit
     */
    record Scheduled(
            String resource,
            String parameters,
            @Nullable Long timeout,
            @Nullable Long heartbeat) implements EventDetails {
        public Scheduled {
            parameters = TaskToken.redact(parameters);
        }
    }

    /** Of TaskStarted. */
    record Begun(String resource) implements EventDetails {}

    /** Of TaskSubmitted and TaskSucceeded. */
    record Answered(String resource, String output) implements EventDetails {
        public Answered {
            output = TaskToken.redact(output);
        }
    }

    /** Of TaskFailed and TaskTimedOut. */
    record Failed(
            String resource,
            @Nullable String error,
            @Nullable String cause) implements EventDetails {
        public Failed {
            error = TaskToken.redactNullable(error);
            cause = TaskToken.redactNullable(cause);
        }
    }

    /** Of EvaluationFailed. */
    record NotEvaluated(String state, String location, String error, String cause) implements EventDetails {
        public NotEvaluated {
            cause = TaskToken.redact(cause);
        }
    }
}
