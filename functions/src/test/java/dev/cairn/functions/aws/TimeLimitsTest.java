package dev.cairn.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.aws.client.Patience;
import dev.cairn.functions.aws.testing.TemplateFile;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class TimeLimitsTest {
    /** A function of the template, with its time-out. */
    record Function(String handler, Duration timeout) {}

    static Stream<Function> functions() {
        JsonNode template = TemplateFile.tree();
        int usual = template.path("Globals").path("Function").path("Timeout").asInt();
        return template.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asString("").equals("AWS::Serverless::Function"))
                .map(resource -> resource.path("Properties"))
                .map(function -> new Function(
                        function.path("Handler").asString(),
                        Duration.ofSeconds(function.path("Timeout").asInt(usual))));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void call_shouldGiveUp_whileItsFunctionHasTimeToSaySo(Function function) {
        Patience patience = TimeLimits.patience(function.handler());

        assertThat(patience.total())
                .isLessThanOrEqualTo(function.timeout().multipliedBy(7).dividedBy(10));
        assertThat(patience.total()).as("it is not given up early").isGreaterThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(patience.attempts()).isEqualTo(Patience.DEFAULT.attempts());
    }
}
