package dev.cairn.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Tool;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.functions.ExecutionRuns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Every outcome that a function has, with the event that leads to it. */
public final class Samples {
    public static final String EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:cairn:sample-1";
    private static final String ACCOUNT = "123456789012";
    public static final String TOKEN = "a-task-token";
    private static final Response REVISE =
            new Response(DecisionKind.REVISE, "Count the planets too.", null, null, null);
    private static final Response REJECT = new Response(DecisionKind.REJECT, null, null, null, null);

    private Samples() {}

    public static final List<Sample> ALL = List.of(
            sample("open/pointer", "Open", rig -> opened(rig.open(PlanReview.ALWAYS, Limits.DEFAULT)), next("Plan")),
            sample("open/task", "Open", rig -> opened(Map.of("task", "Count the stars.")), result -> {
                assertThat(result.next()).isEqualTo("Plan");
                assertThat(result.given().path("runId").asString())
                        .isEqualTo(ExecutionRuns.idOf(EXECUTION).value());
                assertThat(result.rig().executions.started).isEmpty();
            }),
            sample(
                    "open/replay",
                    "Open",
                    rig -> opened(Map.of(
                            "replay",
                            Map.of(
                                    "runId",
                                    "sample",
                                    "checkpointId",
                                    rig.planned().checkpointId()))),
                    result -> {
                        assertThat(result.next()).isEqualTo("AwaitPerson");
                        assertThat(result.given().path("runId").asString()).isNotEqualTo("sample");
                    }),
            sample("open/unusable", "Open", rig -> opened(Map.of("tusk", "?")), permanent("{\"task\":")),
            sample("open/empty-task", "Open", rig -> opened(Map.of("task", " ")), permanent("task: must not be empty")),
            sample("plan/planned", "Plan", rig -> rig.open(PlanReview.ALWAYS, Limits.DEFAULT), result -> {
                assertThat(result.next()).isEqualTo("AwaitPerson");
                assertThat(result.given().path("waitSeconds").asLong())
                        .isBetween(
                                Duration.ofDays(7).minusMinutes(2).toSeconds(),
                                Duration.ofDays(7).toSeconds() + 1);
            }),
            sample(
                    "plan/repeated",
                    "Plan",
                    rig -> {
                        Pointer first = rig.open(PlanReview.ALWAYS, Limits.DEFAULT);
                        rig.step("PlanFunction", first);
                        rig.world.model.forgetCalls();
                        return first;
                    },
                    result -> {
                        assertThat(result.next()).isEqualTo("AwaitPerson");
                        assertThat(result.rig().world.model.calls()).isZero();
                    }),
            sample(
                    "plan/of-an-older-execution",
                    "Plan",
                    rig -> {
                        Pointer first = rig.open(PlanReview.ALWAYS, Limits.DEFAULT);
                        rig.executions.die();
                        rig.services.resuming().resume(FunctionsRig.RUN);
                        return first;
                    },
                    next("Close")),
            sample(
                    "plan/model-busy",
                    "Plan",
                    failing("openai:busy", ModelException.temporary("HTTP 503")),
                    result -> assertThat(result.failure())
                            .isInstanceOf(TransientFailure.class)
                            .hasMessageContaining("503")),
            sample(
                    "plan/model-refuses",
                    "Plan",
                    failing("openai:refuses", ModelException.permanent("HTTP 401: set OPENAI_API_KEY")),
                    permanent("OPENAI_API_KEY")),
            sample("await-person/pending", "AwaitPerson", rig -> waiting(rig.planned()), result -> {
                assertThat(result.given()).isNotNull();
                assertThat(result.rig().executions.woken).isEmpty();
            }),
            sample(
                    "await-person/decided",
                    "AwaitPerson",
                    rig -> {
                        Pointer planned = rig.planned();
                        rig.decidedOn(Response.approve());
                        rig.executions.woken.clear();
                        return waiting(planned);
                    },
                    result -> assertThat(result.rig().executions.woken).containsExactly(TOKEN)),
            sample("settle/approved", "Settle", rig -> rig.decided(Response.approve()), next("EvaluateProgress")),
            sample("settle/revised", "Settle", rig -> rig.decided(REVISE), next("Replan")),
            sample("settle/rejected", "Settle", rig -> rig.decided(REJECT), ended(RunStatus.STOPPED)),
            sample("settle/undecided", "Settle", rig -> rig.planned().withNext(StepName.SETTLE), next("AwaitPerson")),
            sample(
                    "settle/expired",
                    "Settle",
                    rig -> {
                        Pointer planned = rig.planned();
                        rig.world.clock.forward(Duration.ofDays(8));
                        return planned.withNext(StepName.SETTLE);
                    },
                    ended(RunStatus.STOPPED)),
            sample("evaluate-progress/instructs", "EvaluateProgress", rig -> rig.gone(1), next("AgentTurn")),
            sample("evaluate-progress/satisfied", "EvaluateProgress", rig -> rig.gone(3), next("Answer")),
            sample(
                    "evaluate-progress/stalled",
                    "EvaluateProgress",
                    rig -> {
                        rig.cast("rehearsal:stuck");
                        rig.world
                                .model
                                .anew(Purpose.PROGRESS_LEDGER)
                                .on(Purpose.PROGRESS_LEDGER, ScriptedModel.stuck("coder"));
                        Pointer first = rig.open(PlanReview.NEVER, new Limits(null, 0, null, null, null, true));
                        rig.step("PlanFunction", first);
                        return rig.head();
                    },
                    next("Replan")),
            sample("agent-turn/spoke", "AgentTurn", rig -> rig.gone(2), next("EvaluateProgress")),
            sample(
                    "agent-turn/asks",
                    "AgentTurn",
                    rig -> {
                        rig.cast("rehearsal:asks");
                        rig.world.model.anew(Purpose.TURN).on(Purpose.TURN, request -> asks());
                        return rig.gone(2, Tool.named(Tool.ASK_PERSON));
                    },
                    next("AwaitPerson")),
            sample(
                    "agent-turn/short-of-time",
                    "AgentTurn",
                    rig -> {
                        rig.cast("rehearsal:calls");
                        rig.world.model.anew(Purpose.TURN).on(Purpose.TURN, request -> calls());
                        Pointer at = rig.gone(2, Tool.named("search"));
                        rig.shortOfTime();
                        return at;
                    },
                    next("AgentTurn")),
            sample(
                    "replan/replanned",
                    "Replan",
                    rig -> rig.step("SettleFunction", rig.decided(REVISE)),
                    next("AwaitPerson")),
            sample("answer/answered", "Answer", rig -> rig.gone(4), ended(RunStatus.SUCCEEDED)),
            sample("handover/handed-over", "Handover", rig -> rig.gone(2).withNext(StepName.HANDOVER), result -> {
                assertThat(result.next()).isEqualTo("Close");
                assertThat(result.rig().executions.started)
                        .extracting(Pointer::epoch)
                        .containsExactly(1L, 2L);
            }),
            sample(
                    "record-failure/of-a-function",
                    "RecordFailure",
                    rig -> failed(
                            rig.gone(2),
                            PermanentFailure.class.getName(),
                            "{\"errorMessage\":\"HTTP 401: set OPENAI_API_KEY\",\"errorType\":\""
                                    + PermanentFailure.class.getName() + "\"}"),
                    error("HTTP 401: set OPENAI_API_KEY")),
            sample(
                    "record-failure/of-a-time-out",
                    "RecordFailure",
                    rig -> failed(rig.gone(2), "States.Timeout", ""),
                    error("The execution failed with States.Timeout.")),
            sample(
                    "record-failure/before-a-run",
                    "RecordFailure",
                    rig -> Map.of("execution", EXECUTION, "error", "States.Timeout", "cause", ""),
                    result -> assertThat(result.given().path("recorded").asBoolean())
                            .isFalse()),
            sample(
                    "reconcile/scheduled",
                    "Reconcile",
                    rig -> {
                        rig.open(PlanReview.ALWAYS, Limits.DEFAULT);
                        return Map.of("source", "aws.scheduler", "detail-type", "Scheduled Event", "detail", Map.of());
                    },
                    result -> assertThat(result.given().path("troubles").isEmpty())
                            .isTrue()),
            sample(
                    "reconcile/execution-died",
                    "Reconcile",
                    rig -> Map.of(
                            "source",
                            "aws.states",
                            "detail-type",
                            "Step Functions Execution Status Change",
                            "detail",
                            Map.of(
                                    "executionArn",
                                    EXECUTION,
                                    "status",
                                    "ABORTED",
                                    "input",
                                    Json.text(rig.open(PlanReview.ALWAYS, Limits.DEFAULT)))),
                    result -> {
                        assertThat(result.given().path("recorded").asBoolean()).isTrue();
                        assertThat(result.rig().record().status()).isEqualTo(RunStatus.FAILED);
                    }),
            sample("api/health", "Api", rig -> request("GET", "/health", null), status(200)),
            sample(
                    "api/open-run",
                    "Api",
                    rig -> request("POST", "/runs", "{\"task\":\"Count the stars.\"}"),
                    status(202)),
            sample("api/bad-run", "Api", rig -> request("POST", "/runs", "{\"task\":\"\"}"), status(400)),
            sample("api/unknown-run", "Api", rig -> request("GET", "/runs/nobody", null), status(404)));

    private static Sample sample(
            String file, String function, Function<FunctionsRig, Object> arrange, Consumer<Sample.Result> check) {
        return new Sample(file + ".json", function + "Function", arrange, check);
    }

    private static Object opened(Object input) {
        return Map.of("execution", EXECUTION, "input", input);
    }

    private static Object waiting(Pointer pointer) {
        return Map.of("pointer", pointer, "taskToken", TOKEN);
    }

    private static Object failed(Pointer pointer, String error, String cause) {
        return Map.of("execution", EXECUTION, "pointer", pointer, "error", error, "cause", cause);
    }

    private static Function<FunctionsRig, Object> failing(String model, ModelException failure) {
        return rig -> {
            rig.cast(model);
            rig.world.model.anew(Purpose.PLAN).on(Purpose.PLAN, request -> {
                throw failure;
            });
            return rig.open(PlanReview.ALWAYS, Limits.DEFAULT);
        };
    }

    private static ModelResponse asks() {
        return call(Tool.ASK_PERSON, "{\"question\":\"Which sky?\"}");
    }

    private static ModelResponse calls() {
        return call("search", "{}");
    }

    private static ModelResponse call(String tool, String arguments) {
        return new ModelResponse(
                new Content("", List.of(new ToolCall("call-1", tool, Json.tree(arguments))), null, null), 10, 5);
    }

    /** As the HTTP API makes it of a signed request, the caller's account being the tenant. */
    public static ObjectNode request(String method, String path, @org.jspecify.annotations.Nullable String body) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("version", "2.0")
                .put("routeKey", "$default")
                .put("rawPath", path)
                .put("rawQueryString", "");
        event.putObject("headers").put("content-type", "application/json").put("host", "127.0.0.1");
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", ACCOUNT).put("apiId", "sample");
        String tenant = FunctionsRig.RUN.tenant().value();
        ObjectNode iam = context.putObject("authorizer").putObject("iam");
        iam.put("accessKey", "ASIAEXAMPLE")
                .put("accountId", tenant)
                .put("callerId", "AROAEXAMPLE:tester")
                .putNull("cognitoIdentity")
                .put("principalOrgId", "o-example")
                .put("userArn", "arn:aws:sts::" + tenant + ":assumed-role/people/tester")
                .put("userId", "AROAEXAMPLE:tester");
        context.putObject("http")
                .put("method", method)
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "127.0.0.1")
                .put("userAgent", "cairn");
        context.put("requestId", "sample").put("routeKey", "$default").put("stage", "$default");
        if (body != null) {
            event.put("body", body);
        }
        return event.put("isBase64Encoded", false);
    }

    private static Consumer<Sample.Result> next(String state) {
        return result -> assertThat(result.next()).isEqualTo(state);
    }

    private static Consumer<Sample.Result> ended(RunStatus status) {
        return result -> {
            assertThat(result.next()).isEqualTo("Close");
            assertThat(result.rig().record().status()).isEqualTo(status);
        };
    }

    private static Consumer<Sample.Result> error(String words) {
        return result -> {
            assertThat(result.given().path("recorded").asBoolean()).isTrue();
            assertThat(result.rig().record().status()).isEqualTo(RunStatus.FAILED);
            assertThat(result.rig().record().error()).isEqualTo(words);
        };
    }

    private static Consumer<Sample.Result> permanent(String words) {
        return result -> assertThat(result.failure())
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining(words);
    }

    private static Consumer<Sample.Result> status(int code) {
        return result -> assertThat(result.given().path("statusCode").asInt()).isEqualTo(code);
    }
}
