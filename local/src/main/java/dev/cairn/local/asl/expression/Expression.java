package dev.cairn.local.asl.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.cairn.core.json.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A compiled JSONata expression, safe to share between threads. */
public final class Expression {
    private static final Pattern STRING_OR_COMMENT =
            Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern EVAL = Pattern.compile("\\$eval\\b");

    private final String source;
    private final Jsonata compiled;

    private Expression(String source, Jsonata compiled) {
        this.source = source;
        this.compiled = compiled;
    }

    /** Whether a string of a definition is an expression rather than a literal. */
    public static boolean isExpression(String text) {
        return text.length() >= 4 && text.startsWith("{%") && text.endsWith("%}");
    }

    /**
     * Compiles <code>{% ... %}</code>.
     *
     * @throws IllegalArgumentException saying why, if it is not JSONata or asks for what Step Functions does not allow
     */
    public static Expression compile(String text) {
        if (!isExpression(text)) {
            throw new IllegalArgumentException("an expression stands between {% and %}");
        }
        String source = text.substring(2, text.length() - 2).strip();
        if (EVAL.matcher(STRING_OR_COMMENT.matcher(source).replaceAll("''")).find()) {
            throw new IllegalArgumentException(
                    "$eval is not available in Step Functions; $parse reads JSON from a string");
        }
        try {
            Jsonata compiled = Jsonata.jsonata(source);
            compiled.setOutputConvertNulls(false);
            compiled.setValidateInput(false);
            return new Expression(source, compiled);
        } catch (JException wrong) {
            throw new IllegalArgumentException(
                    "not a JSONata expression: " + described(wrong) + " (position " + wrong.getLocation() + ")", wrong);
        }
    }

    /** The text between the delimiters. */
    public String source() {
        return source;
    }

    /**
     * Evaluates to any JSON.
     *
     * @throws EvaluationFailure if it fails or gives nothing, or something that is not JSON
     */
    public JsonNode evaluate(String location, Scope scope) throws EvaluationFailure {
        Object value = run(location, scope);
        if (value == null) {
            throw failure(location, "returned nothing (undefined).");
        }
        try {
            return Plain.json(value);
        } catch (IllegalArgumentException notJson) {
            throw failure(location, "returned an unsupported result type.");
        }
    }

    /**
     * Evaluates to a boolean.
     *
     * @throws EvaluationFailure if it gives anything else
     */
    public boolean evaluateBoolean(String location, Scope scope) throws EvaluationFailure {
        JsonNode value = evaluate(location, scope);
        if (!value.isBoolean()) {
            throw unexpected(location, "boolean", value);
        }
        return value.booleanValue();
    }

    /**
     * Evaluates to a string.
     *
     * @throws EvaluationFailure if it gives anything else
     */
    public String evaluateString(String location, Scope scope) throws EvaluationFailure {
        JsonNode value = evaluate(location, scope);
        if (!value.isString()) {
            throw unexpected(location, "string", value);
        }
        return value.stringValue();
    }

    /**
     * Evaluates to a whole number within bounds.
     *
     * @throws EvaluationFailure if it gives anything else
     */
    public long evaluateWhole(String location, Scope scope, long least, long most) throws EvaluationFailure {
        JsonNode value = evaluate(location, scope);
        if (!value.isNumber()) {
            throw unexpected(location, "number", value);
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw failure(location, "must give a whole number, but gave: " + Json.text(value));
        }
        long number = value.longValue();
        if (number < least || number > most) {
            throw failure(location, "must give a number between " + least + " and " + most + ", but gave: " + number);
        }
        return number;
    }

    /**
     * The lock is held for microseconds. It is there because the engine keeps state in a compiled expression while it
     * evaluates.
     */
    private @Nullable Object run(String location, Scope scope) throws EvaluationFailure {
        try {
            synchronized (compiled) {
                Jsonata.Frame frame = compiled.createFrame();
                scope.bindTo(frame);
                Bounds.applyTo(frame);
                return compiled.evaluate(null, frame);
            }
        } catch (JException failed) {
            throw failure(location, "threw an error during evaluation. " + described(failed));
        } catch (StackOverflowError tooDeep) {
            throw failure(location, "threw an error during evaluation. It recurses too deeply.");
        } catch (RuntimeException failed) {
            throw failure(location, "threw an error during evaluation. " + failed);
        }
    }

    private EvaluationFailure unexpected(String location, String wanted, JsonNode value) {
        String type = value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        return failure(
                location,
                "returned an unexpected result type. Expected '" + wanted + "', but was '" + type + "' for value: "
                        + Json.text(value));
    }

    private EvaluationFailure failure(String location, String what) {
        return new EvaluationFailure(
                location, "The JSONata expression '" + source + "' specified for the field '" + location + "' " + what);
    }

    private static String described(JException failed) {
        String code = failed.getError();
        return code == null || code.contains(" ")
                ? String.valueOf(failed.getMessage())
                : code + ": " + failed.getMessage();
    }

    @Override
    public String toString() {
        return "{% " + source + " %}";
    }
}
