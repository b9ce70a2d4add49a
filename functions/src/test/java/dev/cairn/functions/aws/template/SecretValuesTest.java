package dev.cairn.functions.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.aws.testing.TemplateFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Secrets are made and kept by Secrets Manager; no template, parameter or variable holds the value of one. */
class SecretValuesTest {
    @Test
    void modelVariables_shouldBeMadeWithoutAValue_soThatNoUpdatePutsOneOverYours() {
        assertThat(TemplateFile.all("AWS::SecretsManager::Secret"))
                .containsOnlyKeys("ModelVariables", "InstallationSecret");
        assertThat(TemplateFile.of("ModelVariables").propertyNames()).containsExactly("Description");
        assertThat(TemplateFile.tree().at("/Resources/ModelVariables").has("Condition"))
                .as("runs that began with it end with it, whether or not ModelKeys is set meanwhile")
                .isFalse();
    }

    @Test
    void installationSecret_shouldBeMadeUpByAws_andLongEnoughToSignAndSealWith() {
        JsonNode secret = TemplateFile.of("InstallationSecret");
        assertThat(secret.propertyNames()).containsExactlyInAnyOrder("Description", "GenerateSecretString");
        assertThat(secret.at("/GenerateSecretString/PasswordLength").asInt(0)).isGreaterThanOrEqualTo(64);
    }

    @Test
    void nothing_shouldReadASecretIntoTheStack() {
        assertThat(TemplateFile.tree().toString()).doesNotContain("{{resolve:", "SecretString\":\"");
    }
}
