package dev.cairn.functions.aws.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.error.StoreRefusedException;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.testing.Fault;
import dev.cairn.functions.aws.testing.Faults;
import dev.cairn.functions.aws.testing.Refusal;
import dev.cairn.functions.aws.testing.TestAws;
import dev.cairn.functions.aws.testing.Wire;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsTest {
    private final SecretsManagerClient client = AwsClients.secrets(TestAws.newStore());
    private final Secrets secrets = new Secrets(client);

    @AfterEach
    void close() {
        client.close();
    }

    private String secret(String text) {
        return client.createSecret(
                        create -> create.name("keys-" + UUID.randomUUID()).secretString(text))
                .arn();
    }

    @Test
    void variables_shouldBeThoseOfTheSecret() {
        assertThat(secrets.variables(
                        secret("{\"OPENAI_API_KEY\": \"sk-1\", \"OPENAI_BASE_URL\": \"https://models.test\"}")))
                .isEqualTo(Map.of("OPENAI_API_KEY", "sk-1", "OPENAI_BASE_URL", "https://models.test"));
    }

    @Test
    void variables_shouldSeeWhatWasPutLater() {
        String arn = secret("{}");
        assertThat(secrets.variables(arn)).isEmpty();
        client.putSecretValue(put -> put.secretId(arn).secretString("{\"OPENAI_API_KEY\": \"sk-2\"}"));

        assertThat(secrets.variables(arn)).containsEntry("OPENAI_API_KEY", "sk-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sk-very-secret", "[\"sk-very-secret\"]", "{\"OPENAI_API_KEY\": {\"of\": \"sk-very-secret\"}}"})
    void variables_shouldSayWhatIsDue_andNeverWhatIsThere(String text) {
        assertThatThrownBy(() -> secrets.variables(secret(text)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("must be a JSON object of names and texts")
                .hasNoCause()
                .hasMessageNotContaining("very-secret");
    }

    @Test
    void text_shouldNameTheSecretThatIsMissing() {
        String arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:none-AbCdEf";

        assertThatThrownBy(() -> secrets.text(arn))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(arn)
                .hasMessageContaining("there is no such secret");
    }

    @Test
    void text_shouldNameTheStatementThatAllowsIt_whenAccessIsDenied() {
        String arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:keys-AbCdEf";
        Fault denied = new Refusal(400, "AccessDeniedException", "User: x is not authorized").fault();

        try (Wire wire = Wire.to(TestAws.require(), Faults.always(request -> true, denied));
                SecretsManagerClient refused =
                        AwsClients.secrets(TestAws.through(wire.address(), TestAws.newStore()))) {
            assertThatThrownBy(() -> new Secrets(refused).text(arn))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("Could not read what is in the secret " + arn)
                    .hasMessageContaining(
                            "\"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"" + arn + "\"}");
        }
    }
}
