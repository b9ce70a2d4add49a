package dev.cairn.functions.aws.deployment;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Observation;
import dev.cairn.functions.aws.client.Patience;
import dev.cairn.functions.aws.dynamo.DynamoIndexStore;
import dev.cairn.functions.aws.dynamo.TableInspection;
import dev.cairn.functions.aws.execution.StateMachineInspection;
import dev.cairn.functions.aws.s3.BucketInspection;
import dev.cairn.functions.aws.s3.S3BlobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Looks at a deployment with the rights of whoever looks: whether what the template makes is there and fit. */
public final class Inspection {
    /** A person waits for it. */
    private static final Patience HURRIED = new Patience(
            3,
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20));

    private final Map<String, String> variables;

    /** @param variables those that the template gives its functions, and AWS's own */
    public Inspection(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** Whether anything is named that could be looked at. */
    public boolean hasSubject() {
        return Stream.of(AwsSettings.BUCKET, AwsSettings.TABLE, Deployment.STATE_MACHINE)
                .anyMatch(this::isGiven);
    }

    public List<Observation> look() {
        AwsSettings settings;
        try {
            settings = AwsSettings.of(variables).with(HURRIED);
        } catch (InvalidInputException wrong) {
            return wrong.faults().stream()
                    .map(fault -> Observation.fail(
                            "aws",
                            fault.toString(),
                            "set it as the outputs BucketName and TableName of the stack say; both belong together"))
                    .toList();
        }
        try {
            return look(settings);
        } catch (SdkClientException e) {
            return List.of(Observation.fail(
                    "aws",
                    "AWS cannot be called (" + e.getMessage() + ")",
                    "set AWS_REGION to the region of the stack, and AWS_PROFILE to who may look"));
        }
    }

    private List<Observation> look(AwsSettings settings) {
        List<Observation> all = new ArrayList<>();
        try (S3Client s3 = AwsClients.s3(settings, S3BlobStore::isBusy)) {
            all.addAll(new BucketInspection(s3, settings.bucket()).look());
        }
        try (DynamoDbClient dynamo = AwsClients.dynamo(settings, DynamoIndexStore::isBusy)) {
            all.addAll(new TableInspection(dynamo, settings.table()).look());
        }
        if (isGiven(Deployment.STATE_MACHINE)) {
            try (SfnClient sfn = AwsClients.sfn(settings)) {
                all.add(new StateMachineInspection(sfn, variables.getOrDefault(Deployment.STATE_MACHINE, "")).look());
            }
        }
        return List.copyOf(all);
    }

    private boolean isGiven(String name) {
        return !variables.getOrDefault(name, "").isBlank();
    }
}
