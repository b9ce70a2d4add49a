package dev.cairn.functions.aws.deployment;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.run.Identifiers;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the template tells its functions.
 *
 * @param stateMachineArn of the one that runs are executions of
 * @param consoleTenant whose the runs are that people start as executions
 * @param requestTtl how long a person has to answer
 * @param tenantClaim the claim of a bearer token that names the tenant
 * @param modelKeys the secret that holds the models' variables; empty if this function is not to read it
 * @param installationSecret the secret that tokens are sealed and links signed with; empty if this function needs none
 * @param eventBus where events go; empty if nowhere
 */
public record Deployment(
        AwsSettings aws,
        String stateMachineArn,
        TenantId consoleTenant,
        Duration requestTtl,
        String tenantClaim,
        Optional<String> modelKeys,
        Optional<String> installationSecret,
        Optional<String> eventBus) {
    public static final String STATE_MACHINE = "CAIRN_STATE_MACHINE";
    public static final String TENANT = "CAIRN_TENANT";
    public static final String REQUEST_DAYS = "CAIRN_REQUEST_DAYS";
    public static final String TENANT_CLAIM = "CAIRN_TENANT_CLAIM";
    public static final String MODEL_KEYS = "CAIRN_MODEL_KEYS";
    public static final String SECRET = "CAIRN_SECRET";
    public static final String EVENT_BUS = "CAIRN_EVENT_BUS";

    private static final Pattern STATE_MACHINE_ARN =
            Pattern.compile("arn:[a-z-]+:states:[a-z0-9-]+:[0-9]{12}:stateMachine:[A-Za-z0-9_-]{1,80}");
    private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,2}");
    private static final String REDEPLOY = "; the template sets it, so deploy it as it is";

    public Deployment {
        requireNonNull(aws, "aws is null");
        requireNonNull(stateMachineArn, "stateMachineArn is null");
        requireNonNull(consoleTenant, "consoleTenant is null");
        requireNonNull(requestTtl, "requestTtl is null");
        requireNonNull(tenantClaim, "tenantClaim is null");
    }

    /** @throws InvalidInputException with every variable that is missing or wrong */
    public static Deployment of(Map<String, String> variables) {
        List<Fault> faults = new ArrayList<>();
        AwsSettings aws = null;
        try {
            aws = AwsSettings.of(variables);
        } catch (InvalidInputException wrong) {
            faults.addAll(wrong.faults());
        }
        String machine = variables.getOrDefault(STATE_MACHINE, "");
        if (!STATE_MACHINE_ARN.matcher(machine).matches()) {
            faults.add(
                    new Fault(STATE_MACHINE, "must be the ARN of a state machine, was \"" + machine + "\"" + REDEPLOY));
        }
        String tenant = variables.getOrDefault(TENANT, "");
        if (!Identifiers.isId(tenant)) {
            faults.add(
                    new Fault(TENANT, "must be 1 to 64 letters, digits, - and _, was \"" + tenant + "\"" + REDEPLOY));
        }
        String days = variables.getOrDefault(REQUEST_DAYS, "7");
        if (!DAYS.matcher(days).matches()) {
            faults.add(new Fault(REQUEST_DAYS, "must be 1 to 999, was \"" + days + "\"" + REDEPLOY));
        }
        if (aws == null || !faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        return new Deployment(
                aws,
                machine,
                new TenantId(tenant),
                Duration.ofDays(Long.parseLong(days)),
                variables.getOrDefault(TENANT_CLAIM, "tenant"),
                given(variables, MODEL_KEYS),
                given(variables, SECRET),
                given(variables, EVENT_BUS));
    }

    /** With stores that are waited for so long. */
    public Deployment with(Patience patience) {
        return new Deployment(
                aws.with(patience),
                stateMachineArn,
                consoleTenant,
                requestTtl,
                tenantClaim,
                modelKeys,
                installationSecret,
                eventBus);
    }

    /** Of something in the state machine's own region and account. */
    String arnOf(String service, String resource) {
        String[] parts = stateMachineArn.split(":", -1);
        return String.join(":", parts[0], parts[1], service, parts[3], parts[4], resource);
    }

    private static Optional<String> given(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
