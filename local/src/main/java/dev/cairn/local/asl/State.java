package dev.cairn.local.asl;

import static java.util.Objects.requireNonNull;

import dev.cairn.local.asl.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state of a definition. */
public sealed interface State {
    /** Unique in its definition, at most 80 characters. */
    String name();

    /** What it does, for whoever reads the definition, or null. */
    @Nullable
    String comment();

    /** The word that the definition and the history use for it. */
    default String type() {
        return getClass().getSimpleName();
    }

    /**
     * Calls a function.
     *
     * @param arguments gives FunctionName and Payload
     * @param timeout   how long an attempt may take, or null for no limit
     * @param heartbeat how long an attempt may be silent, or null for no limit
     */
    record Task(
            String name,
            @Nullable String comment,
            LambdaIntegration integration,
            Template arguments,
            Effects effects,
            List<Retrier> retriers,
            List<Catcher> catchers,
            @Nullable Seconds timeout,
            @Nullable Seconds heartbeat,
            Transition transition)
            implements State {
        public Task {
            requireNonNull(name, "name is null");
            requireNonNull(integration, "integration is null");
            requireNonNull(arguments, "arguments is null");
            requireNonNull(effects, "effects is null");
            requireNonNull(transition, "transition is null");
            retriers = List.copyOf(retriers);
            catchers = List.copyOf(catchers);
        }
    }

    /**
     * Takes the first rule whose condition holds.
     *
     * @param otherwise where to go if none holds, or null, which fails the execution
     * @param effects   what is left behind on the way to {@code otherwise}
     */
    record Choice(
            String name,
            @Nullable String comment,
            List<ChoiceRule> rules,
            @Nullable String otherwise,
            Effects effects) implements State {
        public Choice {
            requireNonNull(name, "name is null");
            requireNonNull(effects, "effects is null");
            rules = List.copyOf(rules);
        }
    }

    /** Passes its input on, or what it computes from it. */
    record Pass(String name, @Nullable String comment, Effects effects, Transition transition) implements State {
        public Pass {
            requireNonNull(name, "name is null");
            requireNonNull(effects, "effects is null");
            requireNonNull(transition, "transition is null");
        }
    }

    /** Waits for a while or until a point in time; exactly one of the two is given. */
    record Wait(
            String name,
            @Nullable String comment,
            @Nullable Seconds seconds,
            @Nullable Text timestamp,
            Effects effects,
            Transition transition)
            implements State {
        public Wait {
            requireNonNull(name, "name is null");
            requireNonNull(effects, "effects is null");
            requireNonNull(transition, "transition is null");
            if ((seconds == null) == (timestamp == null)) {
                throw new IllegalArgumentException("a Wait needs either Seconds or Timestamp");
            }
        }
    }

    /** Ends the execution well. */
    record Succeed(
            String name, @Nullable String comment, @Nullable Template output) implements State {
        public Succeed {
            requireNonNull(name, "name is null");
        }
    }

    /** Ends the execution as failed, with an error and a cause if they are given. */
    record Fail(
            String name,
            @Nullable String comment,
            @Nullable Text error,
            @Nullable Text cause) implements State {
        public Fail {
            requireNonNull(name, "name is null");
        }
    }
}
