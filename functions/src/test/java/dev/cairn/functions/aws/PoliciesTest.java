package dev.cairn.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.aws.stage.DeployedFunctions;
import dev.cairn.functions.aws.stage.Stage;
import dev.cairn.functions.handler.Sample;
import dev.cairn.functions.handler.Samples;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The template grants each function what it asks of AWS, over every sample and story, and nothing else. */
class PoliciesTest {
    @TempDir
    Path folder;

    static Set<String> functions() {
        return DeployedFunctions.ofTheTemplate().functions().keySet();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void role_shouldGrantWhatItsFunctionAsks_andNothingElse(String function) {
        try (Stage stage = new Stage(folder)) {
            Player player = new Player(stage, function);
            for (Sample sample : Samples.ALL) {
                if (sample.function().equals(function)) {
                    player.perform(sample);
                }
            }
            Stories.of(function).forEach(story -> story.accept(player));

            assertThat(DeployedFunctions.ofTheTemplate().function(function).grants())
                    .as("what the role of %s grants, beside what it asks for", function)
                    .isEqualTo(stage.asked().neededBy(function));
        }
    }

    /** Ten is what AWS attaches; tracing and logging are two that SAM adds. */
    @ParameterizedTest
    @MethodSource("functions")
    void role_shouldHaveNoMorePoliciesThanAwsAttaches(String function) {
        assertThat(DeployedFunctions.ofTheTemplate().function(function).policies())
                .isLessThanOrEqualTo(8);
    }
}
