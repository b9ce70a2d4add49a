package dev.cairn.functions.aws.execution;

import static java.util.Objects.requireNonNull;

import dev.cairn.functions.aws.client.Observation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/** Looks whether a state machine is one that runs can be executions of. */
public final class StateMachineInspection {
    private static final String SUBJECT = "machine";
    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:states:([a-z0-9-]+):[0-9]{12}:stateMachine:.+");

    private final SfnClient client;
    private final String arn;
    private final ExecutionActs acts;

    /** @param client the caller closes it */
    public StateMachineInspection(SfnClient client, String arn) {
        this.client = requireNonNull(client, "client is null");
        this.arn = requireNonNull(arn, "arn is null");
        this.acts = new ExecutionActs(arn);
    }

    public Observation look() {
        String region = client.serviceClientConfiguration().region().id();
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            return Observation.fail(
                    SUBJECT,
                    "CAIRN_STATE_MACHINE is no ARN of a state machine",
                    "set it to the output StateMachineArn of the stack");
        }
        if (!parts.group(1).equals(region)) {
            return Observation.fail(
                    SUBJECT,
                    "the state machine is in " + parts.group(1) + ", and the region is " + region,
                    "set AWS_REGION to " + parts.group(1) + ", or CAIRN_STATE_MACHINE to the one of the same stack");
        }
        try {
            return seen(client.describeStateMachine(of -> of.stateMachineArn(arn)));
        } catch (SdkException cause) {
            return Observation.fail(SUBJECT, acts.fault(acts.look(), cause));
        }
    }

    private static Observation seen(DescribeStateMachineResponse found) {
        if (found.status() != StateMachineStatus.ACTIVE) {
            return Observation.fail(
                    SUBJECT,
                    found.name() + " is " + found.statusAsString() + " and not ACTIVE",
                    "deploy the stack again, then look again: cairn doctor");
        }
        return found.type() == StateMachineType.STANDARD
                ? Observation.fine(SUBJECT, found.name() + " is there and active")
                : Observation.fail(
                        SUBJECT,
                        found.name() + " is of the type " + found.typeAsString()
                                + ", in which nobody can wait for days",
                        "deploy it anew as STANDARD; a type cannot be changed");
    }
}
