package dev.cairn.models.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class YamlTest {
    record Hostile(String name, String text, String refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Hostile> hostile() {
        return List.of(
                new Hostile("repeated key", "name: a\nname: b\n", "uplicate"),
                new Hostile("second document", "a: 1\n---\nb: 2\n", "Trailing token"),
                new Hostile("alias", "a: &a [x]\nb: *a\n", "an alias (*name) is not understood"),
                new Hostile(
                        "a billion laughs",
                        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
                        "an alias (*name) is not understood"),
                new Hostile("deep flow", "[".repeat(1_000_000), "nesting depth"),
                new Hostile("deep block", deepBlock(), "nesting depth"),
                new Hostile("many keys", manyKeys(), "oken count"),
                new Hostile("long", "a: " + "x".repeat(Yaml.MAX_DOCUMENT), "longer than 1048576"),
                new Hostile("tab", "a:\n\t- b\n", ""),
                new Hostile("unended", "a: \"b\n", ""));
    }

    private static String deepBlock() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append(" ".repeat(i)).append("a:\n");
        }
        return text.append(" ".repeat(400)).append("b").toString();
    }

    private static String manyKeys() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < Yaml.MAX_DOCUMENT - 20; i++) {
            text.append(Integer.toString(i, 36)).append(":\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void tree_shouldRefuse(Hostile document) {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> Yaml.tree(document.text()))
                .withMessageContaining(document.refusal());
    }

    @Test
    void read_shouldMakePlainValuesOnly_whateverTheTagSays() {
        assertThat(Yaml.tree("a: !!javax.script.ScriptEngineManager [x]").toString())
                .isEqualTo("{\"a\":[\"x\"]}");
    }

    @Test
    void read_shouldRefuseWordsItDoesNotKnow() {
        record Point(int x) {}
        assertThat(Yaml.read("x: 3", Point.class)).isEqualTo(new Point(3));
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> Yaml.read("x: 3\ny: 4", Point.class))
                .withMessageContaining("\"y\"");
    }
}
