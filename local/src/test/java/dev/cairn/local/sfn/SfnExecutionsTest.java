package dev.cairn.local.sfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.error.StoreRefusedException;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.ExecutionRuns;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Patience;
import dev.cairn.functions.aws.execution.SfnExecutions;
import dev.cairn.functions.aws.testing.Fault;
import dev.cairn.functions.aws.testing.Faults;
import dev.cairn.functions.aws.testing.Refusal;
import dev.cairn.functions.aws.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Executions through the API of Step Functions, each of which waits under a task token. */
class SfnExecutionsTest {
    private static AskingServer server;
    private static SfnClient client;
    private static String machine;
    private static SfnExecutions executions;

    @BeforeAll
    static void serve() throws IOException {
        server = new AskingServer();
        client = AwsClients.sfn(settings(server.address()));
        machine = server.engine
                .createStateMachine("cairn", AskingServer.WAIT, Rig.ROLE)
                .arn();
        executions = new SfnExecutions(() -> client, machine);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static AwsSettings settings(URI endpoint) {
        Patience hurried = new Patience(
                2,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
        return new AwsSettings(
                "bucket",
                "table",
                hurried,
                Map.of(
                        "AWS_ENDPOINT_URL_SFN", endpoint.toString(),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "any",
                        "AWS_SECRET_ACCESS_KEY", "any"));
    }

    private final RunKey run =
            new RunKey(new TenantId("acme"), new RunId("r-" + UUID.randomUUID().toString()));

    private Pointer pointer(long epoch) {
        return new Pointer(run.tenant(), run.runId(), epoch, 0, new CheckpointId("00000000-a"), StepName.PLAN, 0, null);
    }

    @Test
    void start_shouldGiveTheRunItsExecutionOfTheEpoch_withThePointerAsInput() {
        executions.start(pointer(3));

        assertThat(executions.lives(run, 3)).isTrue();
        assertThat(executions.lives(run, 2)).isFalse();
        String arn = machine.replace(":stateMachine:", ":execution:") + ":" + run.runId() + "-3";
        assertThat(client.describeExecution(one -> one.executionArn(arn)).input())
                .isEqualTo(Json.text(pointer(3)));
    }

    @Test
    void start_shouldSucceed_whenItWasStartedBefore_evenIfItHasEnded() throws Exception {
        executions.start(pointer(1));
        executions.start(pointer(1));
        executions.stop(run, 1, "no more");
        executions.start(pointer(1));

        assertThat(executions.lives(run, 1)).isFalse();
    }

    @Test
    void wake_shouldEndTheWait_andTellADeadToken() throws Exception {
        executions.start(pointer(1));
        String token = server.token(run.runId() + "-1");

        assertThat(executions.wake(token)).isTrue();
        server.engine
                .whenEnded(machine.replace(":stateMachine:", ":execution:") + ":" + run.runId() + "-1")
                .get(2, TimeUnit.MINUTES);
        assertThat(executions.wake(token)).as("of an execution that has ended").isFalse();
        assertThat(executions.wake("no token of ours")).isFalse();
        assertThat(executions.lives(run, 1)).isFalse();
    }

    @Test
    void stop_shouldEndTheExecution_andDoNothingToOneThatHasEndedOrNeverWas() throws Exception {
        executions.start(pointer(1));
        server.token(run.runId() + "-1");
        executions.stop(run, 1, "x".repeat(40_000));
        executions.stop(run, 1, "again");
        executions.stop(run, 7, "never was");

        assertThat(executions.lives(run, 1)).isFalse();
    }

    @Test
    void lives_shouldFindTheExecution_thatAPersonStartedUnderANameOfTheirOwn() {
        String name = "by-hand-" + UUID.randomUUID();
        client.startExecution(start -> start.stateMachineArn(machine).name(name).input("{\"task\":\"x\"}"));
        String arn = machine.replace(":stateMachine:", ":execution:") + ":" + name;
        RunKey opened = new RunKey(run.tenant(), ExecutionRuns.idOf(arn));

        assertThat(executions.lives(opened, 1)).isTrue();
        assertThat(executions.lives(opened, 2))
                .as("resumed, its execution has our name")
                .isFalse();
        executions.stop(opened, 1, "enough");
        assertThat(executions.lives(opened, 1)).isFalse();
    }

    @Test
    void aMissingStateMachine_shouldBeNamed_withWhatToDo() {
        String absent = machine.replace(":cairn", ":absent");

        assertThatThrownBy(() -> new SfnExecutions(() -> client, absent).start(pointer(1)))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(absent)
                .hasMessageContaining("CAIRN_STATE_MACHINE");
    }

    @Test
    void aMissingPermission_shouldBeNamed_withTheStatementThatAllowsIt() {
        executions.start(pointer(1));
        String executionsOf = machine.replace(":stateMachine:", ":execution:") + ":*";

        denied("StartExecution", machine, there -> there.start(pointer(2)));
        denied("SendTaskSuccess", machine, there -> there.wake("secret-token"));
        denied("DescribeExecution", executionsOf, there -> there.lives(run, 1));
        denied("StopExecution", executionsOf, there -> there.stop(run, 1, "no more"));
        RunKey byHand = new RunKey(run.tenant(), ExecutionRuns.idOf(executionsOf.replace("*", "by-hand")));
        denied("ListExecutions", machine, there -> there.lives(byHand, 1));
    }

    private static void denied(String operation, String resource, Consumer<SfnExecutions> call) {
        Fault denied = new Refusal(400, "AccessDeniedException", "User: x is not authorized").fault();
        try (Wire wire = new Wire(
                        server.address(),
                        new ReentrantLock(),
                        Faults.always(request -> request.is(operation), denied));
                SfnClient refused = AwsClients.sfn(settings(wire.address()))) {
            assertThatThrownBy(() -> call.accept(new SfnExecutions(() -> refused, machine)))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("access is denied")
                    .hasMessageContaining(
                            "\"Action\": \"states:" + operation + "\", \"Resource\": \"" + resource + "\"}")
                    .hasMessageNotContaining("secret-token");
        }
    }

    @Test
    void anUnreachableEndpoint_shouldBeAStoreFault_withoutTheToken() throws Exception {
        URI address;
        try (StepFunctionsServer gone = StepFunctionsServer.start(server.engine, 0)) {
            address = gone.address();
        }
        try (SfnClient dead = AwsClients.sfn(settings(address))) {
            assertThatThrownBy(() -> new SfnExecutions(() -> dead, machine).wake("secret-token"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("wake an execution")
                    .hasMessageContaining("cannot be reached")
                    .hasMessageNotContaining("secret-token");
        }
    }
}
