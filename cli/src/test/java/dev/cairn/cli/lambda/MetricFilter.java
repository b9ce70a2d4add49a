package dev.cairn.cli.lambda;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.testing.TemplateFile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A metric filter of CloudWatch Logs, as far as ours go: {@code { $.a = "text" || $.b.c = "te*" }}. A selector finds a
 * field of the line's own tree; what stands in a text, though it be JSON, it does not find.
 */
record MetricFilter(List<Term> terms) {
    private static final Pattern WHOLE = Pattern.compile("\\{ (.+) }");
    private static final Pattern TERM = Pattern.compile("\\$((?:\\.[A-Za-z]+)+) = \"([^\"]*)\"");

    record Term(List<String> path, Pattern text) {}

    /** The one of this name in the template. */
    static MetricFilter ofTheTemplate(String name) {
        return of(TemplateFile.tree()
                .path("Resources")
                .path(name)
                .path("Properties")
                .path("FilterPattern")
                .asString());
    }

    /** @throws IllegalArgumentException if the pattern has a form that is not understood here */
    static MetricFilter of(String pattern) {
        Matcher whole = WHOLE.matcher(pattern);
        if (!whole.matches()) {
            throw new IllegalArgumentException("not understood: " + pattern);
        }
        return new MetricFilter(Stream.of(whole.group(1).split(" \\|\\| "))
                .map(MetricFilter::term)
                .toList());
    }

    private static Term term(String written) {
        Matcher term = TERM.matcher(written);
        if (!term.matches()) {
            throw new IllegalArgumentException("not understood: " + written);
        }
        String text = Stream.of(requireNonNull(term.group(2)).split("\\*", -1))
                .map(Pattern::quote)
                .reduce((before, after) -> before + ".*" + after)
                .orElseThrow();
        return new Term(
                List.of(requireNonNull(term.group(1)).substring(1).split("\\.")),
                Pattern.compile(text, Pattern.DOTALL));
    }

    boolean matches(String line) {
        JsonNode tree;
        try {
            tree = Json.tree(line);
        } catch (JacksonException noJson) {
            return false;
        }
        return terms.stream().anyMatch(term -> {
            JsonNode at = tree;
            for (String step : term.path()) {
                at = at.path(step);
            }
            return at.isString() && term.text().matcher(at.stringValue()).matches();
        });
    }
}
