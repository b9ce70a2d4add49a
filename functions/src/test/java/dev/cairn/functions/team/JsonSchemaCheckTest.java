package dev.cairn.functions.team;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.Fault;
import dev.cairn.core.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JsonSchemaCheckTest {
    private final JsonSchemaCheck check = new JsonSchemaCheck();

    private List<Fault> faults(String schema, String value) {
        return check.check(Json.tree(schema), Json.tree(value), "answer");
    }

    @Test
    void check_shouldTellEveryFaultUnderItsPath() {
        assertThat(faults("""
                {"type": "object", "required": ["a"], "properties": {"b": {"type": "array", "items": {"type": "integer"}},
                 "c": {"pattern": "^x"}, "d": {"const": 1}}}""", "{\"b\": [1, \"2\"], \"c\": \"y\", \"d\": 2}"))
                .containsExactlyInAnyOrder(
                        new Fault("answer.a", "must be given"),
                        new Fault("answer.b[1]", "must be a whole number, was a text"),
                        new Fault("answer.c", "must match the pattern ^x, was \"y\""),
                        new Fault("answer.d", "must be 1, was 2"));
        assertThat(faults("{\"$ref\": \"#/$defs/n\", \"$defs\": {\"n\": {\"type\": \"null\"}}}", "null"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\": \"http://127.0.0.1:1/x\"}",
                "{\"properties\": {\"a\": {\"$ref\": \"file:///etc/passwd\"}}}",
                "{\"$schema\": \"http://127.0.0.1:1/meta\"}",
                "{\"$ref\": \"#\"}",
                "{\"$ref\": \"#/nowhere\"}",
                "{\"pattern\": \"(\"}",
                "{\"type\": 5}",
                "[]"
            })
    void check_shouldRefuseSchemasThatCannotBeUsed(String schema) {
        assertThat(faults(schema, "\"x\""))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.detail()).startsWith("the schema "));
    }

    @Test
    void check_shouldGiveUpOnPatternsThatTakeForEver() {
        assertThat(faults("{\"pattern\": \"^(?:(a+)\\\\1?)+b$\"}", "\"" + "a".repeat(60) + "!\"")
                        .getFirst()
                        .detail())
                .contains("takes too long");
        assertThat(faults("{\"pattern\": \"^(a|b)*$\"}", "\"" + "ab".repeat(100_000) + "\"")
                        .getFirst()
                        .detail())
                .contains("takes too long");
    }

    @Test
    void check_shouldGiveUpOnSchemasThatTakeForEver() {
        String both = "{\"allOf\": [{\"$ref\": \"#/$defs/n%d\"}, {\"$ref\": \"#/$defs/n%d\"}]}";
        StringBuilder defs = new StringBuilder("\"n60\": {}");
        for (int i = 0; i < 60; i++) {
            defs.append(", \"n").append(i).append("\": ").append(both.formatted(i + 1, i + 1));
        }
        assertThat(faults("{\"$ref\": \"#/$defs/n0\", \"$defs\": {" + defs + "}}", "1")
                        .getFirst()
                        .detail())
                .contains("takes too long");
        assertThat(faults("{\"description\": \"" + "x".repeat(70_000) + "\"}", "1")
                        .getFirst()
                        .detail())
                .contains("at most 65536");
    }
}
