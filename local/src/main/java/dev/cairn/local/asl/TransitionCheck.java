package dev.cairn.local.asl;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Checks that every transition leads to a state, and that every state can be reached. */
final class TransitionCheck {
    private final Faults faults;

    TransitionCheck(Faults faults) {
        this.faults = faults;
    }

    /**
     * @param states   those that could be read
     * @param declared the names of all states, with a fault or without
     */
    void check(String startAt, Map<String, State> states, Set<String> declared) {
        if (declared.isEmpty()) {
            return;
        }
        if (!declared.contains(startAt)) {
            faults.transition("/StartAt", "Missing 'StartAt' target: " + startAt);
        }
        for (State state : states.values()) {
            targets(state).forEach((field, target) -> {
                if (!declared.contains(target)) {
                    faults.transition("/States/" + state.name() + "/" + field, "Missing target: " + target);
                }
            });
        }
        // With other faults a state may be missing that would have led on.
        if (!faults.any()) {
            Set<String> reached = reach(startAt, states);
            states.keySet().stream()
                    .filter(name -> !reached.contains(name))
                    .forEach(name -> faults.transition("/States/" + name, "State \"" + name + "\" is not reachable."));
        }
    }

    private static Set<String> reach(String startAt, Map<String, State> states) {
        var reached = new HashSet<String>();
        var ahead = new ArrayDeque<String>();
        ahead.add(startAt);
        while (!ahead.isEmpty()) {
            String name = ahead.remove();
            State state = states.get(name);
            if (state != null && reached.add(name)) {
                ahead.addAll(targets(state).values());
            }
        }
        return reached;
    }

    /** Where a state leads, by the field that says so. */
    private static Map<String, String> targets(State state) {
        Map<String, String> targets = new LinkedHashMap<>();
        switch (state) {
            case State.Task task -> {
                next(task.transition(), targets);
                for (int index = 0; index < task.catchers().size(); index++) {
                    targets.put(
                            "Catch[" + index + "]/Next",
                            task.catchers().get(index).next());
                }
            }
            case State.Choice choice -> {
                for (int index = 0; index < choice.rules().size(); index++) {
                    targets.put(
                            "Choices[" + index + "]/Next",
                            choice.rules().get(index).next());
                }
                if (choice.otherwise() != null) {
                    targets.put("Default", choice.otherwise());
                }
            }
            case State.Pass pass -> next(pass.transition(), targets);
            case State.Wait wait -> next(wait.transition(), targets);
            case State.Succeed succeed -> {}
            case State.Fail fail -> {}
        }
        return targets;
    }

    private static void next(Transition transition, Map<String, String> targets) {
        if (transition instanceof Transition.To(String target)) {
            targets.put("Next", target);
        }
    }
}
