package dev.cairn.functions.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.functions.approval.PublicAddress;
import dev.cairn.functions.aws.testing.TemplateFile;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a parameter takes its functions take too: what they refuse would only be seen when they start. */
class ParametersTest {
    private static final JsonNode PARAMETERS = TemplateFile.tree().path("Parameters");

    /** CloudFormation holds the pattern against the whole value, and of a list against each. */
    private static boolean takes(String name, String value) {
        return Pattern.matches(PARAMETERS.path(name).path("AllowedPattern").asString(".*"), value);
    }

    private static boolean isAnAddress(String value) {
        try {
            return PublicAddress.of(value).isPresent();
        } catch (InvalidInputException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cairn.example.com",
                "https://cairn.example.com/",
                "https://Cairn.Example.COM:8443",
                "https://cairn-1.example.com/team/v1",
                "https://a.b2.xn--p1ai/~x_y/z.0",
                "https://intranet"
            })
    void publicUrl_shouldTakeAnAddress(String value) {
        assertThat(takes("PublicUrl", value)).isTrue();
        assertThat(isAnAddress(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "cairn.example.com",
                "http://cairn.example.com",
                "http://localhost:8080",
                "HTTPS://cairn.example.com",
                "ftp://cairn.example.com",
                "https:cairn.example.com",
                "https:/cairn.example.com",
                "https://",
                "https:///approve",
                "https://cairn.example.com?a=b",
                "https://cairn.example.com/?",
                "https://cairn.example.com/#top",
                "https://somebody@cairn.example.com",
                "https://cairn_1.example.com",
                "https://-cairn.example.com",
                "https://cairn-.example.com",
                "https://cairn..example.com",
                "https://example.123",
                "https://cairn.example.com:port",
                "https://cairn.example.com:99999999999",
                "https://cairn.example.com/a b",
                "https://cairn.example.com/100%",
                "https://cairn.example.com/<x>",
                "https://cairn.example.com\nhttps://other.example.com"
            })
    void publicUrl_shouldTakeNothingElse(String value) {
        assertThat(takes("PublicUrl", value)).isFalse();
    }

    /** Whatever three of these make of an address. */
    @Test
    void publicUrl_shouldTakeNothingThatTheFunctionsRefuse() {
        List<String> parts = List.of("a", "B", "7", "-", ".", "_", "~", ":", "/", "?", "#", "@", "%", "[", " ", "\n");
        int taken = 0;
        for (String first : parts) {
            for (String second : parts) {
                for (String third : parts) {
                    String value = "https://a" + first + second + third;
                    if (takes("PublicUrl", value)) {
                        taken++;
                        assertThat(isAnAddress(value)).as(value).isTrue();
                    }
                }
            }
        }
        assertThat(taken).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ModelKeys", "EarlierModelKeys"})
    void keys_shouldBeNamedByTheArnOfASecret(String name) {
        assertThat(PARAMETERS.path(name).has("AllowedPattern")).isTrue();
        for (String partition : new String[] {"aws", "aws-cn", "aws-us-gov", "aws-eusc"}) {
            assertThat(takes(
                            name,
                            "arn:" + partition + ":secretsmanager:eu-central-1:123456789012:secret:models-AbC123"))
                    .as(partition)
                    .isTrue();
        }
        assertThat(takes(name, "arn:aws:secretsmanager:us-gov-west-1:123456789012:secret:team/a_+=.@-b-AbC123"))
                .isTrue();
        for (String wrong : new String[] {
            "models",
            "sk-0123456789",
            "{\"OPENAI_API_KEY\": \"x\"}",
            "arn:aws:ssm:eu-central-1:123456789012:parameter/models",
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:models",
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:*",
            "arn:aws:secretsmanager:eu-central-1:12345:secret:models-AbC123",
            " arn:aws:secretsmanager:eu-central-1:123456789012:secret:models-AbC123"
        }) {
            assertThat(takes(name, wrong)).as(wrong).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PublicUrl", "ModelKeys", "EarlierModelKeys"})
    void parameterWithAPattern_shouldBeLeftOut_andSayWhatItTakes(String name) {
        assertThat(takes(name, PARAMETERS.path(name).path("Default").asString("none")))
                .isTrue();
        assertThat(PARAMETERS.path(name).path("ConstraintDescription").asString(""))
                .startsWith("must be ");
    }
}
