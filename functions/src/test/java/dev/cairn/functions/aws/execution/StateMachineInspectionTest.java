package dev.cairn.functions.aws.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.aws.client.Observation;
import dev.cairn.functions.aws.client.Observation.Grade;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnServiceClientConfiguration;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

class StateMachineInspectionTest {
    private static final String ARN = "arn:aws:states:eu-central-1:123456789012:stateMachine:cairn";

    /** A Step Functions that has one thing to say. */
    private record Saying(String region, Supplier<DescribeStateMachineResponse> answer) implements SfnClient {
        @Override
        public DescribeStateMachineResponse describeStateMachine(DescribeStateMachineRequest request) {
            return answer.get();
        }

        @Override
        public SfnServiceClientConfiguration serviceClientConfiguration() {
            return SfnServiceClientConfiguration.builder()
                    .region(Region.of(region))
                    .build();
        }

        @Override
        public String serviceName() {
            return "states";
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    private static Observation look(String arn, String region, Supplier<DescribeStateMachineResponse> answer) {
        return new StateMachineInspection(new Saying(region, answer), arn).look();
    }

    private static DescribeStateMachineResponse machine(StateMachineStatus status, StateMachineType type) {
        return DescribeStateMachineResponse.builder()
                .name("cairn")
                .status(status)
                .type(type)
                .build();
    }

    private static Observation seen(StateMachineStatus status, StateMachineType type) {
        return look(ARN, "eu-central-1", () -> machine(status, type));
    }

    @Test
    void aMachine_shouldBeActiveAndStandard() {
        assertThat(seen(StateMachineStatus.ACTIVE, StateMachineType.STANDARD))
                .isEqualTo(Observation.fine("machine", "cairn is there and active"));
        assertThat(seen(StateMachineStatus.DELETING, StateMachineType.STANDARD)).satisfies(one -> {
            assertThat(one.grade()).isEqualTo(Grade.FAIL);
            assertThat(one.what()).isEqualTo("cairn is DELETING and not ACTIVE");
        });
        assertThat(seen(StateMachineStatus.ACTIVE, StateMachineType.EXPRESS).what())
                .contains("is of the type EXPRESS");
    }

    @Test
    void aMachineThatIsElsewhere_orNowhere_orHidden_shouldBeTold() {
        Supplier<DescribeStateMachineResponse> never = () -> {
            throw new AssertionError("nothing is to be asked");
        };
        assertThat(look("arn:aws:lambda:x", "eu-central-1", never).what())
                .isEqualTo("CAIRN_STATE_MACHINE is no ARN of a state machine");
        assertThat(look(ARN, "us-east-1", never).advice()).startsWith("set AWS_REGION to eu-central-1");
        assertThat(look(ARN, "eu-central-1", () -> {
                            throw StateMachineDoesNotExistException.builder().build();
                        })
                        .what())
                .contains("there is no such state machine. Deploy the stack");
        assertThat(look(ARN, "eu-central-1", () -> {
                            throw SfnException.builder()
                                    .statusCode(400)
                                    .awsErrorDetails(AwsErrorDetails.builder()
                                            .errorCode("AccessDeniedException")
                                            .build())
                                    .build();
                        })
                        .what())
                .contains("{\"Effect\": \"Allow\", \"Action\": \"states:DescribeStateMachine\", \"Resource\": \"" + ARN
                        + "\"}");
    }
}
