package dev.cairn.local.sfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

/** Every operation through AWS's own client, and what no client of AWS's would send. */
class StepFunctionsServerTest {
    private static final String PASS = Rig.definition("\"A\":{\"Type\":\"Pass\",\"End\":true}");
    private static AskingServer server;
    private static SfnClient client;

    @BeforeAll
    static void serve() throws IOException {
        server = new AskingServer();
        client = SfnClient.builder()
                .endpointOverride(server.address())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static String create(String name, String definition) {
        return client.createStateMachine(
                        request -> request.name(name).definition(definition).roleArn(Rig.ROLE))
                .stateMachineArn();
    }

    private static String start(String machine, String name, String input) {
        return client.startExecution(
                        request -> request.stateMachineArn(machine).name(name).input(input))
                .executionArn();
    }

    @Test
    void stateMachines_shouldBeCreatedListedDescribedAndDeleted() {
        String arn = create("!first", PASS);
        create("!second", PASS);

        assertThat(arn).isEqualTo("arn:aws:states:us-east-1:123456789012:stateMachine:!first");
        var described = client.describeStateMachine(request -> request.stateMachineArn(arn));
        assertThat(described.definition()).isEqualTo(PASS);
        assertThat(described.statusAsString()).isEqualTo("ACTIVE");
        assertThat(described.creationDate())
                .isBetween(
                        server.scheduler.now().minusSeconds(60),
                        server.scheduler.now().plusSeconds(1));
        var first = client.listStateMachines(request -> request.maxResults(1));
        assertThat(first.stateMachines())
                .singleElement()
                .satisfies(one -> assertThat(one.name()).isEqualTo("!first"));
        var second = client.listStateMachines(request -> request.maxResults(1).nextToken(first.nextToken()));
        assertThat(second.stateMachines())
                .singleElement()
                .satisfies(one -> assertThat(one.name()).isEqualTo("!second"));

        client.deleteStateMachine(request -> request.stateMachineArn(arn));
        client.deleteStateMachine(request -> request.stateMachineArn(arn));
        assertThatThrownBy(() -> client.describeStateMachine(request -> request.stateMachineArn(arn)))
                .isInstanceOf(StateMachineDoesNotExistException.class)
                .hasMessageContaining(arn);
    }

    @Test
    void createStateMachine_shouldRefuseWithAllFaultsAndAnotherDefinitionOfTheName() {
        create("same", PASS);
        create("same", PASS);
        assertThatThrownBy(() -> create("same", AskingServer.WAIT))
                .isInstanceOf(StateMachineAlreadyExistsException.class);
        assertThatThrownBy(() -> create("bad", "{\"QueryLanguage\":\"JSONata\",\"Foo\":1,\"StartAt\":\"A\"}"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Field 'Foo' is not supported")
                .hasMessageContaining("[States]");
        assertThatThrownBy(() -> create("bad name", PASS))
                .isInstanceOf(SfnException.class)
                .hasMessageContaining("bad name");
        assertThatThrownBy(() -> client.createStateMachine(request ->
                        request.name("x").definition(PASS).roleArn(Rig.ROLE).type("EXPRESS")))
                .isInstanceOf(SfnException.class)
                .hasMessageContaining("EXPRESS");
    }

    @Test
    void validate_shouldTellEveryFaultWithItsPlace() {
        var fine = client.validateStateMachineDefinition(request -> request.definition(PASS));
        assertThat(fine.result()).isEqualTo(ValidateStateMachineDefinitionResultCode.OK);
        var bad = client.validateStateMachineDefinition(
                request -> request.definition(
                        "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Map\"},\"B\":{\"Type\":\"Pass\"}}}"));
        assertThat(bad.result()).isEqualTo(ValidateStateMachineDefinitionResultCode.FAIL);
        assertThat(bad.diagnostics()).extracting(one -> one.location()).contains("/States/A/Type", "/States/B/Next");
    }

    @Test
    void executions_shouldBeStartedDescribedListedAndToldStepByStep() {
        String arn = start(create("passes", PASS), "run-1", "{\"a\":1}");
        server.engine.whenEnded(arn).join();

        var described = client.describeExecution(request -> request.executionArn(arn));
        assertThat(described.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(described.input()).isEqualTo("{\"a\":1}");
        assertThat(described.output()).isEqualTo("{\"a\":1}");
        assertThat(described.stopDate()).isAfterOrEqualTo(described.startDate());
        var history =
                client.getExecutionHistory(request -> request.executionArn(arn)).events();
        assertThat(history)
                .extracting(HistoryEvent::type)
                .containsExactly(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.PASS_STATE_ENTERED,
                        HistoryEventType.PASS_STATE_EXITED,
                        HistoryEventType.EXECUTION_SUCCEEDED);
        assertThat(history.get(1).stateEnteredEventDetails().name()).isEqualTo("A");
        var reversed = client.getExecutionHistory(request ->
                request.executionArn(arn).reverseOrder(true).maxResults(3).includeExecutionData(false));
        assertThat(reversed.events()).extracting(HistoryEvent::id).containsExactly(4L, 3L, 2L);
        assertThat(reversed.events().getFirst().executionSucceededEventDetails().output())
                .isNull();
        assertThat(client.getExecutionHistory(request ->
                                request.executionArn(arn).reverseOrder(true).nextToken(reversed.nextToken()))
                        .events())
                .extracting(HistoryEvent::id)
                .containsExactly(1L);
        assertThat(client.describeStateMachineForExecution(request -> request.executionArn(arn))
                        .definition())
                .isEqualTo(PASS);
    }

    @Test
    void listExecutions_shouldFilterAndPageNewestFirst() {
        String machine = create("listed", AskingServer.WAIT);
        List<String> arns = List.of(start(machine, "a", "{}"), start(machine, "b", "{}"), start(machine, "c", "{}"));
        client.stopExecution(request -> request.executionArn(arns.get(1)));

        assertThat(client.listExecutionsPaginator(
                                request -> request.stateMachineArn(machine).maxResults(1))
                        .executions())
                .extracting(one -> one.name())
                .containsExactly("c", "b", "a");
        assertThat(client.listExecutions(
                                request -> request.stateMachineArn(machine).statusFilter(ExecutionStatus.ABORTED))
                        .executions())
                .extracting(one -> one.name())
                .containsExactly("b");
        assertThatThrownBy(() -> client.listExecutions(
                        request -> request.stateMachineArn(machine).statusFilter("succeeded")))
                .isInstanceOf(SfnException.class)
                .hasMessageContaining("TIMED_OUT");
        assertThatThrownBy(() -> client.listExecutions(
                        request -> request.stateMachineArn(machine).nextToken("x")))
                .isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void startExecution_shouldBeIdempotentOnlyForTheSameInputWhileRunning() {
        String machine = create("idempotent", AskingServer.WAIT);
        String arn = start(machine, "a", "{\"x\":1}");
        assertThat(start(machine, "a", "{\"x\":1}")).isEqualTo(arn);
        assertThatThrownBy(() -> start(machine, "a", "{\"x\":2}")).isInstanceOf(ExecutionAlreadyExistsException.class);
        client.stopExecution(request -> request.executionArn(arn));
        assertThatThrownBy(() -> start(machine, "a", "{\"x\":1}")).isInstanceOf(ExecutionAlreadyExistsException.class);
        assertThatThrownBy(() -> start(machine, "b", "not json"))
                .isInstanceOf(SfnException.class)
                .hasMessageContaining("not");
    }

    @Test
    void stopExecution_shouldAbortWithErrorAndCause() {
        String arn = start(create("stopped", AskingServer.WAIT), "a", "{}");
        var stopped = client.stopExecution(
                request -> request.executionArn(arn).error("Enough").cause("seen enough"));
        var described = client.describeExecution(request -> request.executionArn(arn));
        assertThat(described.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(described.error()).isEqualTo("Enough");
        assertThat(described.cause()).isEqualTo("seen enough");
        assertThat(described.stopDate()).isEqualTo(stopped.stopDate());
        assertThatThrownBy(() -> client.describeExecution(request -> request.executionArn(arn + "x")))
                .isInstanceOf(ExecutionDoesNotExistException.class);
    }

    @Test
    void taskToken_shouldBeAnsweredOnceAndShownNowhere() throws Exception {
        String arn = start(create("answered", AskingServer.WAIT), "answered", "{}");
        String token = server.token("answered");
        client.sendTaskHeartbeat(request -> request.taskToken(token));
        assertThatThrownBy(() -> client.sendTaskSuccess(
                        request -> request.taskToken(token).output("no json")))
                .isInstanceOf(InvalidOutputException.class);
        client.sendTaskSuccess(request -> request.taskToken(token).output("{\"echo\":\"" + token + "\"}"));
        server.engine.whenEnded(arn).join();

        assertThatThrownBy(() -> client.sendTaskSuccess(
                        request -> request.taskToken(token).output("{}")))
                .isInstanceOf(TaskTimedOutException.class);
        assertThatThrownBy(() -> client.sendTaskFailure(request -> request.taskToken("nonsense")))
                .isInstanceOf(InvalidTokenException.class);
        assertThat(client.describeExecution(request -> request.executionArn(arn))
                        .output())
                .isEqualTo("{\"echo\":\"(task token, not shown)\"}");
        assertThat(post("GetExecutionHistory", "{\"executionArn\":\"" + arn + "\"}")
                        .body())
                .contains("TaskScheduled", "(task token, not shown)")
                .doesNotContain(token);
    }

    @Test
    void arns_shouldBeRefused_whenTheyAreOfSomethingElse() {
        String machine = create("named", PASS);
        String execution = start(machine, "a", "{}");

        assertThatThrownBy(() -> client.describeExecution(request -> request.executionArn(machine)))
                .isInstanceOf(InvalidArnException.class)
                .hasMessageContaining("Resource type not valid in this context: stateMachine");
        assertThatThrownBy(() -> client.describeStateMachine(request -> request.stateMachineArn(execution)))
                .isInstanceOf(InvalidArnException.class)
                .hasMessageContaining("Resource type not valid in this context: execution");
        assertThatThrownBy(() -> client.stopExecution(
                        request -> request.executionArn("arn:aws:lambda:us-east-1:123456789012:function:f")))
                .isInstanceOf(InvalidArnException.class);
        assertThatThrownBy(() -> client.describeExecution(
                        request -> request.executionArn(execution.replace("us-east-1", "eu-west-1"))))
                .isInstanceOf(ExecutionDoesNotExistException.class);
    }

    @Test
    void listExecutions_shouldKnowThatNothingIsEverRedriven() {
        String machine = create("redriven", PASS);
        start(machine, "a", "{}");

        assertThat(client.listExecutions(
                                request -> request.stateMachineArn(machine).redriveFilter("REDRIVEN"))
                        .executions())
                .isEmpty();
        assertThat(client.listExecutions(
                                request -> request.stateMachineArn(machine).statusFilter("PENDING_REDRIVE"))
                        .executions())
                .isEmpty();
        assertThat(client.listExecutions(
                                request -> request.stateMachineArn(machine).redriveFilter("NOT_REDRIVEN"))
                        .executions())
                .hasSize(1);
    }

    @Test
    void parameters_shouldBeRefusedByName_whenWhatTheyAskForIsNotHere() {
        String machine = create("asked", PASS);
        String execution = start(machine, "a", "{}");

        assertThatThrownBy(() -> client.describeExecution(
                        request -> request.executionArn(execution).includedData("SOME")))
                .hasMessageContaining("includedData")
                .hasMessageContaining("METADATA_ONLY");
        assertThatThrownBy(() -> client.listExecutions(
                        request -> request.mapRunArn("arn:aws:states:us-east-1:123456789012:mapRun:m/r:id")))
                .hasMessageContaining("mapRunArn");
        assertThatThrownBy(() -> client.createStateMachine(request -> request.name("versions")
                        .definition(PASS)
                        .roleArn(Rig.ROLE)
                        .publish(true)))
                .hasMessageContaining("publish");
    }

    @Test
    void sendTaskFailure_shouldFailTheTask() {
        String arn = start(create("refused", AskingServer.WAIT), "refused", "{}");
        String token = server.token("refused");
        client.sendTaskFailure(request -> request.taskToken(token).error("Nope").cause("no"));
        server.engine.whenEnded(arn).join();
        assertThat(client.describeExecution(request -> request.executionArn(arn))
                        .error())
                .isEqualTo("Nope");
    }

    @Test
    void server_shouldRefuseWhatNoClientOfAwsSends() throws Exception {
        assertThat(post("StartSyncExecution", "{}").body()).contains("UnknownOperationException", "ListExecutions");
        assertThat(post("DescribeExecution", "{}").body()).contains("ValidationException", "executionArn");
        assertThat(post("DescribeExecution", "{\"executionArn\":1}").body()).contains("SerializationException");
        assertThat(post("DescribeExecution", "{\"executionArn\":\"x\"}").body()).contains("InvalidArn");
        assertThat(post("DescribeExecution", "[]").body()).contains("SerializationException");
        assertThat(post("DescribeExecution", "{").statusCode()).isEqualTo(400);
        assertThat(post("DescribeExecution", "[".repeat(100_000)).statusCode()).isEqualTo(400);
        assertThat(post("DescribeExecution", " ".repeat(2 * 1024 * 1024 + 1)).statusCode())
                .isEqualTo(413);
        assertThat(send(request("ListStateMachines", "{}").setHeader("Content-Type", "text/plain"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(request("ListStateMachines", "{}").setHeader("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("ListStateMachines", "{}").GET()).statusCode()).isEqualTo(404);
        assertThat(post("ListStateMachines", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void server_shouldRefuseANameThatOnlyPointsHere() throws Exception {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            String request =
                    "POST / HTTP/1.1\r\nHost: evil.example\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\n"
                            + "Content-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void start_shouldNameThePort_whenItIsTaken() {
        int taken = server.address().getPort();
        assertThatThrownBy(() -> StepFunctionsServer.start(server.engine, taken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + taken);
    }

    private static HttpRequest.Builder request(String operation, String body) {
        return HttpRequest.newBuilder(URI.create(server.address() + "/"))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AWSStepFunctions." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> post(String operation, String body) throws Exception {
        return send(request(operation, body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
