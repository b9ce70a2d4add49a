package dev.cairn.local.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static Scope scope() {
        return new Scope.Builder(
                        Json.tree(
                                "{\"s\":\"hi\",\"n\":null,\"big\":12345678901234,\"list\":[1,null,2.5],\"one\":[[1]]}"),
                        Json.tree("{\"State\":{\"Name\":\"A\"}}"),
                        Map.of("v", Json.tree("{\"q\":[null]}"), "none", Json.tree("null")),
                        Instant.parse("2026-02-03T04:05:06.789Z"),
                        new Random(1))
                .result(Json.tree("{\"Payload\":{\"x\":1}}"))
                .build();
    }

    private static Expression compile(String source) {
        return Expression.compile("{% " + source + " %}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $states.input.s & '!'                  | "hi!"
            $states.input.n                        | null
            $states.input.n = null                 | true
            $exists($states.input.n)               | true
            $exists($states.input.nothing)         | false
            $states.input.list                     | [1,null,2.5]
            $states.input.list[1]                  | null
            $states.input.one                      | [[1]]
            $states.input.big + 1                  | 12345678901235
            $states.result.Payload.x               | 1
            $states.context.State.Name             | "A"
            $v                                     | {"q":[null]}
            $none                                  | null
            {'a': $nothing, 'b': null}             | {"b":null}
            7.0                                    | 7
            10 / 4                                 | 2.5
            $string($states.input.list)            | "[1,null,2.5]"
            $merge([{'a':1},{'b':null}])           | {"a":1,"b":null}
            $parse('{"a":[1,null]}')               | {"a":[1,null]}
            $partition([1,2,3,4,5], 2)             | [[1,2],[3,4],[5]]
            $partition(7, 2)                       | [[7]]
            $range(0, 10, 5)                       | [0,5,10]
            $range(1, 0, -0.5)                     | [1,0.5,0]
            $range(5, 1, 1)                        | []
            $hash('a', 'MD5')                      | "0cc175b9c0f1b6a831c399e269772661"
            $length($hash('a', 'SHA-512'))         | 128
            $random(3) = $random(3)                | true
            $random() < 1                          | true
            $match($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/).index | 0
            $millis()                              | 1770091506789
            $now()                                 | "2026-02-03T04:05:06.789Z"
            $now('[Y0001]-[M01]')                  | "2026-02"
            $map([1,2], function($x) { $x * 2 })   | [2,4]
            """)
    void evaluate_shouldGiveJson(String source, String json) throws EvaluationFailure {
        assertThat(Json.text(compile(source).evaluate("Output", scope()))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $nothing                               | returned nothing (undefined).
            $states.errorOutput                    | returned nothing (undefined).
            function($x) { $x }                    | returned an unsupported result type.
            [1, function($x) { $x }]               | returned an unsupported result type.
            $randomSeeded(1)                       | threw an error during evaluation. T1006: Attempted to invoke a non-function
            1 / 0                                  | D1001
            $number('x')                           | threw an error during evaluation.
            $parse('{')                            | $parse was given a string that is not JSON
            $partition([1], 0)                     | size of at least 1
            $partition([1], 1.5)                   | argument 2 of $partition must be a whole number
            $range(1, 2, 0)                        | step other than 0
            $range(0, 1e9, 1)                      | more than 1000000 numbers
            $hash('a', 'CRC32')                    | was given 'CRC32'
            $hash(1, 'MD5')                        | argument 1 of $hash must be a string
            ($f := function() { $f() }; $f())      | more than 1000000 steps
            ($f := function($x) { 1 + $f($x) }; $f(1)) | more than 400 levels
            """)
    void evaluate_shouldSayWhatWentWrong(String source, String message) {
        assertThatThrownBy(() -> compile(source).evaluate("Output/x", scope()))
                .isInstanceOf(EvaluationFailure.class)
                .hasMessageStartingWith("The JSONata expression '" + source + "' specified for the field 'Output/x' ")
                .hasMessageContaining(message);
    }

    @Test
    void evaluateBoolean_shouldRefuseEverythingElse() {
        assertThatThrownBy(() -> compile("'true'").evaluateBoolean("Condition", scope()))
                .hasMessageContaining("Expected 'boolean', but was 'string' for value: \"true\"");
    }

    @Test
    void evaluateWhole_shouldRefuseFractionsAndWhatIsOutOfBounds() throws EvaluationFailure {
        assertThat(compile("2.0").evaluateWhole("Seconds", scope(), 0, 9)).isEqualTo(2);
        assertThatThrownBy(() -> compile("2.5").evaluateWhole("Seconds", scope(), 0, 9))
                .hasMessageContaining("whole");
        assertThatThrownBy(() -> compile("10").evaluateWhole("Seconds", scope(), 0, 9))
                .hasMessageContaining("between 0 and 9");
        assertThatThrownBy(() -> compile("'2'").evaluateWhole("Seconds", scope(), 0, 9))
                .hasMessageContaining("Expected 'number', but was 'string'");
    }

    @Test
    void compile_shouldRefuseEvalButNotTheWordInAString() throws EvaluationFailure {
        assertThatThrownBy(() -> compile("$eval('1')")).hasMessageContaining("$parse");
        assertThatThrownBy(() -> compile("($e := $eval; $e('1'))")).hasMessageContaining("$parse");
        assertThat(compile("'$eval'").evaluateString("Output", scope())).isEqualTo("$eval");
    }

    @Test
    void evaluate_shouldKeepThreadsApart_whenTheyShareAnExpression() throws Exception {
        Expression shared = compile("($a := $states.input.n; $sum($map([1..20], function($x) { $x * $a })))");
        List<Callable<Boolean>> work = IntStream.range(0, 200)
                .mapToObj(n -> (Callable<Boolean>) () -> {
                    Scope own = new Scope.Builder(
                                    Json.tree("{\"n\":" + n + "}"),
                                    Json.tree("{}"),
                                    Map.of(),
                                    Instant.EPOCH,
                                    new Random())
                            .build();
                    return shared.evaluateWhole("Output", own, 0, Long.MAX_VALUE) == 210L * n;
                })
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> right : threads.invokeAll(work)) {
                assertThat(right.get()).isTrue();
            }
        }
    }
}
