package dev.cairn.functions.aws.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.run.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {
    private static final Map<String, String> GOOD = Map.of(
            "CAIRN_BUCKET", "runs-1",
            "CAIRN_TABLE", "runs",
            "CAIRN_TENANT", "123456789012",
            "CAIRN_STATE_MACHINE", "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:cairn",
            "CAIRN_REQUEST_DAYS", "30",
            "CAIRN_EVENT_BUS", "cairn",
            "CAIRN_MODEL_KEYS", "");

    @Test
    void of_shouldReadWhatTheTemplateSets() {
        Deployment deployment = Deployment.of(GOOD);

        assertThat(deployment.requestTtl()).isEqualTo(Duration.ofDays(30));
        assertThat(deployment.consoleTenant()).isEqualTo(new TenantId("123456789012"));
        assertThat(deployment.eventBus()).contains("cairn");
        assertThat(deployment.modelKeys()).isEmpty();
        assertThat(deployment.tenantClaim()).isEqualTo("tenant");
    }

    @Test
    void of_shouldNameEverythingThatIsMissing() {
        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> Deployment.of(Map.of()));

        assertThat(refused.faults())
                .extracting(Fault::field)
                .containsExactlyInAnyOrder("CAIRN_BUCKET", "CAIRN_TABLE", "CAIRN_TENANT", "CAIRN_STATE_MACHINE");
    }

    @ParameterizedTest
    @CsvSource({
        "CAIRN_STATE_MACHINE,cairn",
        "CAIRN_STATE_MACHINE,arn:aws:states:us-east-1:123456789012:execution:cairn:x",
        "CAIRN_TENANT,a/b",
        "CAIRN_REQUEST_DAYS,0",
        "CAIRN_REQUEST_DAYS,1e3",
        "CAIRN_BUCKET,No Bucket"
    })
    void of_shouldNameTheVariableThatIsWrong(String name, String value) {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.put(name, value);

        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> Deployment.of(variables));

        assertThat(refused.faults()).extracting(Fault::field).containsExactly(name);
    }
}
