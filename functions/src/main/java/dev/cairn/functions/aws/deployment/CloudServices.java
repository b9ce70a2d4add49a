package dev.cairn.functions.aws.deployment;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.step.Machine;
import dev.cairn.functions.Installation;
import dev.cairn.functions.NoToolsYet;
import dev.cairn.functions.SecureIds;
import dev.cairn.functions.Services;
import dev.cairn.functions.approval.Notices;
import dev.cairn.functions.approval.PublicAddress;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.Once;
import dev.cairn.functions.aws.event.BusEvents;
import dev.cairn.functions.aws.event.BusNotices;
import dev.cairn.functions.aws.event.PolledFeed;
import dev.cairn.functions.aws.execution.SfnExecutions;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.functions.secret.InstallationSecret;
import dev.cairn.functions.secret.UnusableSecretException;
import dev.cairn.functions.team.JsonSchemaCheck;
import dev.cairn.models.Models;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** The whole system in AWS. Put together here and nowhere else; nothing is connected to until it is needed. */
public final class CloudServices {
    /** How soon who waits for events of a run sees them. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private CloudServices() {}

    /** @param variables of the function, the models' own among them */
    public static Services of(Deployment deployment, Map<String, String> variables) {
        InstantSource clock = InstantSource.system();
        AwsStores stores = AwsStores.open(deployment.aws());
        Optional<Bus> bus = deployment.eventBus().map(name -> new Bus(AwsClients.eventBridge(deployment.aws()), name));
        Machine machine = Machine.over(
                stores.blobs(),
                stores.index(),
                models(deployment, variables, clock),
                new NoToolsYet(),
                clock,
                new SecureIds(clock),
                events(bus),
                deployment.requestTtl());
        // Whether a key is there is seen where it is used: the functions that open runs may not read the keys.
        Models known = Models.of(Map.of());
        return Services.over(
                machine,
                new SfnExecutions(new Once<>(() -> AwsClients.sfn(deployment.aws())), deployment.stateMachineArn()),
                new PolledFeed(LOOK_AGAIN),
                new BucketTeams(stores.blobs(), known::checkProvider),
                new JsonSchemaCheck(),
                installation(
                        deployment, PublicAddress.of(variables.get(PublicAddress.VARIABLE)), notices(deployment, bus)));
    }

    /** Where events go, through one client for all of them. */
    private record Bus(EventBridgeClient client, String name) {}

    private static Installation installation(Deployment deployment, Optional<PublicAddress> address, Notices notices) {
        return new Installation(() -> secret(deployment), () -> address, notices, System.out::println);
    }

    private static InstallationSecret secret(Deployment deployment) {
        String arn = deployment
                .installationSecret()
                .orElseThrow(() -> new StoreException("This function is not given the installation's secret, which it"
                        + " needs for task tokens and links: set " + Deployment.SECRET + " as the template does."));
        try {
            return InstallationSecret.of(new Secrets(AwsClients.secrets(deployment.aws())).text(arn), arn);
        } catch (UnusableSecretException unusable) {
            throw new StoreException(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private static KeyedModels models(Deployment deployment, Map<String, String> variables, InstantSource clock) {
        return new KeyedModels(
                variables,
                () -> deployment
                        .modelKeys()
                        .map(arn -> new Secrets(AwsClients.secrets(deployment.aws())).variables(arn))
                        .orElse(Map.of()),
                clock);
    }

    private static Notices notices(Deployment deployment, Optional<Bus> bus) {
        return bus.<Notices>map(to -> new BusNotices(
                        to.client(),
                        to.name(),
                        deployment.arnOf("events", "event-bus/" + to.name()),
                        InstantSource.system()))
                .orElse(Notices.NONE);
    }

    private static EventSink events(Optional<Bus> bus) {
        return bus.<EventSink>map(to -> new BusEvents(to.client(), to.name(), System.out::println))
                .orElse(EventSink.NONE);
    }
}
