package dev.cairn.cli.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.auth.Authentication.Kind;
import dev.cairn.cli.env.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class AuthChoiceTest {
    private static final String GATEWAY = "https://abc123.execute-api.eu-central-1.amazonaws.com";
    private static final Map<String, String> KEYS =
            Map.of("AWS_ACCESS_KEY_ID", "AKID", "AWS_SECRET_ACCESS_KEY", "secret");

    @TempDir
    Path directory = Path.of("");

    private AuthChoice choice(@Nullable String option, Map<String, String> variables) {
        return new AuthChoice(option, Environment.of(variables, Map.of()), directory, InstantSource.system());
    }

    private static Map<String, String> get(Authentication authentication) {
        return authentication.headers(
                new Unsigned("GET", URI.create(GATEWAY + "/runs"), Map.of("Accept", "text/plain"), new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "https://abc123.execute-api.eu-central-1.amazonaws.com, SIGV4",
        "https://ABC123.execute-api.cn-north-1.amazonaws.com.cn/prod, SIGV4",
        "https://abc123.execute-api.us-east-1.api.aws, SIGV4",
        "https://abc123.execute-api.us-east-1.example.org, NONE",
        "https://cairn.example.org, NONE",
        "http://127.0.0.1:4570, NONE",
        "http://192.0.2.1, NONE"
    })
    void default_shouldBeToSignForAnApiOfAws_andNothingElsewhere(URI endpoint, Kind kind) {
        assertThat(choice(null, KEYS).of(endpoint).kind()).isEqualTo(kind);
    }

    @Test
    void aToken_shouldGoBeforeASignature_unlessAskedOtherwise() {
        Map<String, String> variables = new HashMap<>(KEYS);
        variables.put("CAIRN_TOKEN", "t0ken");
        assertThat(get(choice(null, variables).of(URI.create(GATEWAY))))
                .isEqualTo(Map.of("Authorization", "Bearer t0ken"));
        assertThat(choice("SigV4", variables).of(URI.create(GATEWAY)).kind()).isEqualTo(Kind.SIGV4);
        variables.put("CAIRN_AUTH", "none");
        assertThat(get(choice(null, variables).of(URI.create(GATEWAY)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://abc123.execute-api.eu-central-1.amazonaws.com", "http://192.0.2.1"})
    void nothingThatShowsWhoCalls_shouldGoInTheClearToAnotherMachine(URI endpoint) {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> choice("sigv4", KEYS).of(endpoint))
                .withMessage("--endpoint: a signed request is not sent in the clear to " + endpoint.getHost()
                        + "; use an https:// endpoint");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> choice(null, Map.of("CAIRN_TOKEN", "t0ken")).of(endpoint))
                .withMessageContaining("CAIRN_TOKEN: is not sent in the clear");
    }

    @Test
    void aRegion_shouldComeFromTheHost_elseFromTheVariables_elseBeAskedFor() {
        Map<String, String> elsewhere = new HashMap<>(KEYS);
        elsewhere.put("AWS_REGION", "us-west-2");
        assertThat(choice(null, elsewhere).of(URI.create(GATEWAY)).told()).endsWith("eu-central-1");
        URI own = URI.create("https://cairn.example.org");
        assertThat(choice("sigv4", elsewhere).of(own).told()).endsWith("us-west-2");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> choice("sigv4", KEYS).of(own))
                .withMessageStartingWith("AWS_REGION: must name the region of the API");
    }

    @Test
    void anotherWord_shouldBeRefused_underTheNameThatGaveIt() {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> choice("basic", KEYS).of(URI.create(GATEWAY)))
                .withMessage("--auth: must be sigv4, bearer or none, was \"basic\"");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> choice(null, Map.of("CAIRN_AUTH", "x")).of(URI.create(GATEWAY)))
                .withMessageStartingWith("CAIRN_AUTH: ");
    }

    @Test
    void aTokensFile_shouldBeReadAnewForEveryAttempt() throws IOException {
        Path file = directory.resolve("token");
        Files.writeString(file, "first\n");
        Authentication bearer =
                choice(null, Map.of("CAIRN_TOKEN_FILE", "token")).of(URI.create(GATEWAY));
        assertThat(get(bearer)).containsEntry("Authorization", "Bearer first");
        Files.writeString(file, "second\n");
        assertThat(get(bearer)).containsEntry("Authorization", "Bearer second");
        Files.delete(file);
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> get(bearer))
                .withMessageStartingWith("CAIRN_TOKEN_FILE: " + file + " cannot be read");
    }

    @Test
    void whatIsNoToken_shouldBeRefused_andNotShown() {
        for (String wrong : new String[] {"two words", "s3cret\r\nX-Injected: 1", "s3cret\u00e9"}) {
            assertThatExceptionOfType(CliException.class)
                    .isThrownBy(
                            () -> get(choice(null, Map.of("CAIRN_TOKEN", wrong)).of(URI.create(GATEWAY))))
                    .withMessageStartingWith("CAIRN_TOKEN: holds no bearer token")
                    .withMessageNotContaining("s3cret")
                    .withMessageNotContaining("words");
        }
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> get(choice("bearer", KEYS).of(URI.create(GATEWAY))))
                .withMessageStartingWith("CAIRN_TOKEN: is not set");
    }

    @Test
    void withoutCredentials_shouldBeSaidWhatToSet() {
        SigV4 nobody = new SigV4(
                () -> {
                    throw SdkClientException.create(
                            "Unable to load credentials from any of the providers in the chain");
                },
                "eu-central-1",
                InstantSource.system());
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> get(nobody))
                .withMessageContaining("there are no AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID")
                .satisfies(e -> assertThat(e.exit()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void aProfile_shouldBeReadFromTheFilesThatTheVariablesName() throws IOException {
        Path config = directory.resolve("config");
        Files.writeString(config, """
                [profile ops]
                aws_access_key_id = AKOPS
                aws_secret_access_key = s3cret
                [profile broken]
                region = eu-central-1
                """);
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_CONFIG_FILE", config.toString());
        variables.put("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString());
        variables.put("AWS_PROFILE", "ops");
        assertThat(get(choice(null, variables).of(URI.create(GATEWAY))).get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKOPS/")
                .contains("/eu-central-1/execute-api/aws4_request");
        for (String profile : new String[] {"broken", "nobody"}) {
            variables.put("AWS_PROFILE", profile);
            assertThatExceptionOfType(CliException.class)
                    .isThrownBy(() -> get(choice(null, variables).of(URI.create(GATEWAY))))
                    .withMessageStartingWith("The request cannot be signed with the AWS credentials that are set: ")
                    .withMessageContaining("'" + profile + "'")
                    .withMessageContaining("Check AWS_PROFILE")
                    .withMessageNotContaining("ProfileFile(");
        }
    }
}
