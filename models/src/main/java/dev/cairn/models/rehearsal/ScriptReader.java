package dev.cairn.models.rehearsal;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Json;
import dev.cairn.models.yaml.Yaml;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Reads scripts strictly: a word that is misspelt is an error with its line, not a reply that never comes. */
final class ScriptReader {
    /**
     * @param file for messages: where the script was found
     * @throws InvalidInputException naming file, line, field and what is allowed
     */
    Script read(String file, String text) {
        try {
            return Yaml.read(text, Script.class);
        } catch (JacksonException e) {
            InvalidInputException fault =
                    new InvalidInputException("model", "rehearsal " + file + where(e, text) + ": " + what(e));
            fault.initCause(e);
            throw fault;
        }
    }

    /** Where the value begins that is at fault: the parser itself is past it by the time the fault is found. */
    private static String where(JacksonException e, String text) {
        TokenStreamLocation at = e.getPath().isEmpty() || e instanceof StreamReadException
                ? e.getLocation()
                : begin(text, pointer(e.getPath()));
        return at == null || at.getLineNr() < 1 ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static JsonPointer pointer(List<JacksonException.Reference> path) {
        JsonPointer pointer = JsonPointer.empty();
        for (JacksonException.Reference step : path) {
            pointer = step.getPropertyName() == null
                    ? pointer.appendIndex(step.getIndex())
                    : pointer.appendProperty(step.getPropertyName());
        }
        return pointer;
    }

    private static @Nullable TokenStreamLocation begin(String text, JsonPointer wanted) {
        try (JsonParser parser = Yaml.parser(text)) {
            while (parser.nextToken() != null) {
                if (parser.streamReadContext().pathAsPointer().equals(wanted)) {
                    return parser.currentTokenLocation();
                }
            }
            return null;
        }
    }

    private static String what(JacksonException e) {
        String path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
        if (e instanceof UnrecognizedPropertyException unknown) {
            return path + " is not known; allowed are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInputException invalid) {
                return (path.isEmpty() ? "" : path + ": ") + invalid.getMessage();
            }
        }
        if (!(e instanceof StreamReadException)) {
            return (path.isEmpty() ? "" : path + ": ") + Json.fault(e);
        }
        // The YAML parser draws a picture over several lines; the words begin at their margin.
        return (path.isEmpty() ? "" : path + ": ")
                + e.getOriginalMessage()
                        .lines()
                        .filter(line -> line.equals(line.strip()))
                        .collect(Collectors.joining(", "));
    }
}
