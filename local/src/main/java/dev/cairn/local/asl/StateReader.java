package dev.cairn.local.asl;

import dev.cairn.local.asl.expression.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one state. Null stands for a state with a fault that leaves nothing to build. */
final class StateReader {
    /** What a variable may be called: an identifier of at most 80 characters. */
    private static final Pattern VARIABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,79}");

    private static final int FEWEST_RULES = 1;

    private final String name;
    private final Fields fields;
    private final @Nullable String language;

    StateReader(String name, Fields fields, @Nullable String language) {
        this.name = name;
        this.fields = fields;
        this.language = language;
    }

    @Nullable
    State read() {
        String type = fields.required("Type");
        if (type == null) {
            return null;
        }
        checkLanguage();
        String comment = fields.text("Comment");
        State state = switch (type) {
            case "Task" -> task(comment);
            case "Choice" -> choice(comment);
            case "Pass" -> pass(comment);
            case "Wait" -> wait(comment);
            case "Succeed" -> new State.Succeed(name, comment, fields.template("Output"));
            case "Fail" ->
                new State.Fail(name, comment, fields.literalOrComputed("Error"), fields.literalOrComputed("Cause"));
            default -> {
                fields.fault(
                        "Type",
                        "States of type '" + type
                                + "' are not supported; known here are Task, Choice, Pass, Wait, Succeed and Fail");
                yield null;
            }
        };
        if (state != null || isKnown(type)) {
            fields.refuseTheRest();
        }
        return state;
    }

    private static boolean isKnown(String type) {
        return List.of("Task", "Choice", "Pass", "Wait").contains(type);
    }

    private void checkLanguage() {
        String own = fields.text("QueryLanguage");
        if (!"JSONata".equals(own == null ? language : own)) {
            fields.fault(
                    "QueryLanguage",
                    "QueryLanguage must be \"JSONata\", here or at the top of the definition;"
                            + " without it a state is JSONPath, which is not supported");
        }
    }

    private @Nullable State task(@Nullable String comment) {
        LambdaIntegration integration = integration();
        Template arguments = arguments();
        Effects effects = effects(fields);
        List<Retrier> retriers = retriers();
        List<Catcher> catchers = catchers();
        Seconds timeout = fields.seconds("TimeoutSeconds", 1);
        Seconds heartbeat = fields.seconds("HeartbeatSeconds", 1);
        if (timeout instanceof Seconds.Fixed(long most)
                && heartbeat instanceof Seconds.Fixed(long silence)
                && silence >= most) {
            fields.fault("HeartbeatSeconds", "HeartbeatSeconds must be smaller than TimeoutSeconds");
        }
        Transition transition = transition();
        return integration == null || arguments == null || transition == null
                ? null
                : new State.Task(
                        name,
                        comment,
                        integration,
                        arguments,
                        effects,
                        retriers,
                        catchers,
                        timeout,
                        heartbeat,
                        transition);
    }

    private @Nullable LambdaIntegration integration() {
        String resource = fields.required("Resource");
        if (resource == null) {
            return null;
        }
        LambdaIntegration integration = LambdaIntegration.of(resource).orElse(null);
        if (integration == null) {
            fields.fault(
                    "Resource",
                    "The resource '" + resource + "' is not supported; known here are "
                            + Stream.of(LambdaIntegration.values())
                                    .map(LambdaIntegration::resource)
                                    .toList());
        }
        return integration;
    }

    private @Nullable Template arguments() {
        Template arguments = fields.template("Arguments");
        switch (arguments) {
            case null ->
                fields.fault("Arguments", "The field 'Arguments' is required and gives FunctionName and Payload");
            case Template.Fields(var given) -> {
                if (!given.containsKey("FunctionName")) {
                    fields.fault("Arguments", "These fields are required: [FunctionName]");
                }
                given.keySet().stream()
                        .filter(key -> !key.equals("FunctionName") && !key.equals("Payload"))
                        .forEach(key -> fields.fault(
                                "Arguments",
                                "The argument '" + key
                                        + "' is not supported; known here are FunctionName and Payload"));
            }
            case Template.Computed computed -> {}
            case Template.Literal literal -> fields.fault("Arguments", "The field 'Arguments' must be an object");
            case Template.Items items -> fields.fault("Arguments", "The field 'Arguments' must be an object");
        }
        return arguments;
    }

    private List<Retrier> retriers() {
        var retriers = new ArrayList<@Nullable Retrier>();
        List<Fields> all = fields.objects("Retry");
        for (int index = 0; index < all.size(); index++) {
            retriers.add(retrier(all.get(index), index == all.size() - 1));
        }
        return retriers.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static @Nullable Retrier retrier(Fields one, boolean last) {
        ErrorNames errors = errors(one, last);
        Long interval = one.whole("IntervalSeconds", 1, Seconds.LONGEST);
        Long attempts = one.whole("MaxAttempts", 0, Seconds.LONGEST);
        Double rate = one.decimal("BackoffRate", 1);
        Long longest = one.whole("MaxDelaySeconds", 1, 31_622_399);
        String jitter = one.text("JitterStrategy");
        one.text("Comment");
        if (jitter != null && !jitter.equals("FULL") && !jitter.equals("NONE")) {
            one.fault("JitterStrategy", "The field 'JitterStrategy' must be \"FULL\" or \"NONE\"");
        }
        long first = interval == null ? 1 : interval;
        if (longest != null && longest <= first) {
            one.fault("MaxDelaySeconds", "MaxDelaySeconds must be greater than IntervalSeconds, which is " + first);
        }
        one.refuseTheRest();
        return errors == null
                ? null
                : new Retrier(
                        errors,
                        first,
                        attempts == null ? 3 : attempts.intValue(),
                        rate == null ? 2 : rate,
                        longest,
                        "FULL".equals(jitter));
    }

    private List<Catcher> catchers() {
        var catchers = new ArrayList<Catcher>();
        List<Fields> all = fields.objects("Catch");
        for (int index = 0; index < all.size(); index++) {
            Fields one = all.get(index);
            ErrorNames errors = errors(one, index == all.size() - 1);
            String next = one.required("Next");
            Effects effects = effects(one);
            one.text("Comment");
            one.refuseTheRest();
            if (errors != null && next != null) {
                catchers.add(new Catcher(errors, next, effects));
            }
        }
        return catchers;
    }

    private static @Nullable ErrorNames errors(Fields one, boolean last) {
        List<String> names = one.texts("ErrorEquals");
        if (names == null) {
            return null;
        }
        if (names.contains(ErrorNames.ALL) && (names.size() > 1 || !last)) {
            one.fault("ErrorEquals", "States.ALL must stand alone and in the last of the list");
        }
        return new ErrorNames(names);
    }

    private @Nullable State choice(@Nullable String comment) {
        List<Fields> all = fields.objects("Choices");
        if (all.size() < FEWEST_RULES) {
            fields.fault("Choices", "A Choice needs at least one rule in 'Choices'");
        }
        var rules = new ArrayList<ChoiceRule>();
        for (Fields one : all) {
            Template condition = condition(one);
            String next = one.required("Next");
            Effects effects = effects(one);
            one.text("Comment");
            one.refuseTheRest();
            if (condition != null && next != null) {
                rules.add(new ChoiceRule(condition, next, effects));
            }
        }
        String otherwise = fields.text("Default");
        return new State.Choice(name, comment, rules, otherwise, effects(fields));
    }

    private static @Nullable Template condition(Fields one) {
        if (!one.has("Condition")) {
            one.required("Condition");
            return null;
        }
        Template condition = one.template("Condition");
        boolean fits = condition == null
                || condition instanceof Template.Computed
                || (condition instanceof Template.Literal(var value) && value.isBoolean());
        if (!fits) {
            one.fault("Condition", "The field 'Condition' must be a JSONata expression or a boolean");
        }
        return condition;
    }

    private @Nullable State pass(@Nullable String comment) {
        Effects effects = effects(fields);
        Transition transition = transition();
        return transition == null ? null : new State.Pass(name, comment, effects, transition);
    }

    private @Nullable State wait(@Nullable String comment) {
        Seconds seconds = fields.seconds("Seconds", 0);
        Text timestamp = fields.literalOrComputed("Timestamp");
        if (fields.has("Seconds") == fields.has("Timestamp")) {
            fields.fault("Type", "A Wait needs exactly one of 'Seconds' and 'Timestamp'");
        }
        if (timestamp instanceof Text.Fixed(String text) && Timestamps.parse(text) == null) {
            fields.fault("Timestamp", "String does not match RFC3339 timestamp");
        }
        Effects effects = effects(fields);
        Transition transition = transition();
        return transition == null || (seconds == null) == (timestamp == null)
                ? null
                : new State.Wait(name, comment, seconds, timestamp, effects, transition);
    }

    private @Nullable Transition transition() {
        String next = fields.text("Next");
        Boolean end = fields.bool("End");
        if (Boolean.FALSE.equals(end)) {
            fields.fault("End", "The field 'End' can only be true");
            return null;
        }
        if (fields.has("Next") == fields.has("End")) {
            fields.fault("Next", "Exactly one of 'Next' and 'End' is required");
            return null;
        }
        if (end != null) {
            return new Transition.End();
        }
        return next == null ? null : new Transition.To(next);
    }

    private static Effects effects(Fields fields) {
        Template assign = fields.template("Assign");
        Template output = fields.template("Output");
        if (assign == null) {
            return new Effects(null, output);
        }
        if (!(assign instanceof Template.Fields variables)) {
            fields.fault("Assign", "The field 'Assign' must be an object");
            return new Effects(null, output);
        }
        for (String variable : variables.fields().keySet()) {
            if (variable.equals("states") || !VARIABLE.matcher(variable).matches()) {
                fields.fault(
                        "Assign",
                        "'" + variable + "' cannot be a variable: a name has 1 to 80 letters, digits and"
                                + " underscores, begins with no digit, and is not 'states'");
            }
        }
        return new Effects(variables, output);
    }
}
