package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.port.ToolRunner;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Patience;
import dev.cairn.functions.aws.testing.TestAws;
import dev.cairn.functions.team.NamedTeams;
import dev.cairn.local.store.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** A local server over a folder, a scripted model behind it, and a client of its API in front. */
final class LocalRig implements AutoCloseable {
    /** Of tests on S3 and DynamoDB: the gateway gives an answer 29 s, and the simulations leave no core idle. */
    static final String HARD_WORK = "A server, its clients and moto need the cores for themselves";

    static final String TASK = "Count the stars.";
    private static final Set<String> ENDED = Set.of("SUCCEEDED", "STOPPED", "FAILED", "CANCELLED");

    final ScriptedModel model = new ScriptedModel();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path data;
    private final Duration requestTtl;

    /** What was told with links in it. */
    final BlockingQueue<String> links = new LinkedBlockingQueue<>();

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final StoreKind store;
    private final Map<String, String> env;
    private final Patience patience;
    private final Clock clock;
    private LocalServer server;

    LocalRig(Path data) {
        this(data, Duration.ofDays(7));
    }

    LocalRig(Path data, Duration requestTtl) {
        this(data, requestTtl, StoreKind.FILES, Map.of(), Patience.DEFAULT, Clock.systemUTC());
    }

    /** With runs on AWS. */
    LocalRig(Path data, AwsSettings aws) {
        this(data, Duration.ofDays(7), aws);
    }

    LocalRig(Path data, Duration requestTtl, AwsSettings aws) {
        this(data, requestTtl, aws, Clock.systemUTC());
    }

    LocalRig(Path data, Duration requestTtl, AwsSettings aws, Clock clock) {
        this(data, requestTtl, StoreKind.AWS, TestAws.variables(aws), aws.patience(), clock);
    }

    private LocalRig(
            Path data, Duration requestTtl, StoreKind store, Map<String, String> env, Patience patience, Clock clock) {
        this.data = data;
        this.requestTtl = requestTtl;
        this.store = store;
        this.env = env;
        this.patience = patience;
        this.clock = clock;
        this.server = start(true, true);
    }

    private LocalServer start(boolean serve, boolean resume) {
        ToolRunner tools = invocation -> new ToolRunner.Result("42", false);
        Parts parts = new Parts(
                model,
                new NamedTeams(List.of(), name -> {}),
                tools,
                clock,
                requestTtl,
                Durability.NONE,
                // Each look asks the table several times, and all tests share one server of it.
                store == StoreKind.AWS ? Duration.ofSeconds(2) : Duration.ofMillis(200),
                // A step that waits for the wire writes to the log when it ends, and the folder is to be deleted.
                store == StoreKind.AWS ? Duration.ofSeconds(30) : Duration.ofMillis(300),
                patience);
        return LocalServer.start(new LocalOptions(data, 0, 0, serve, resume, 0, env, store, links::add), parts);
    }

    LocalServer server() {
        return server;
    }

    /** As if the process had ended and another had begun. */
    void restart() {
        restart(true, true);
    }

    void restart(boolean serve, boolean resume) {
        server.close();
        server = start(serve, resume);
    }

    /** Facts, a plan, two turns and an answer. */
    LocalRig script() {
        model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
        model.on(Purpose.FACTS_UPDATE, "The new facts.").on(Purpose.PLAN_UPDATE, "The new plan.");
        model.on(
                Purpose.PROGRESS_LEDGER,
                ScriptedModel.go("researcher"),
                ScriptedModel.go("coder"),
                ScriptedModel.done());
        model.on(Purpose.TURN, "I found it.", "I computed it.").on(Purpose.ANSWER, "There are 42.");
        return this;
    }

    static ModelResponse toolCall(String tool, String arguments) {
        return new ModelResponse(
                new Content("", List.of(new ToolCall("call-1", tool, Json.tree(arguments))), null, null), 10, 5);
    }

    static String team(String planReview, String coderTools) {
        return """
                {"name":"research","manager":{"model":"rehearsal:scripted"},"planReview":"%s","participants":[
                  {"name":"researcher","description":"finds things","instructions":"Find.","model":"rehearsal:scripted"},
                  {"name":"coder","description":"computes","instructions":"Compute.","model":"rehearsal:scripted",
                   "tools":[%s]}]}""".formatted(planReview, coderTools);
    }

    String open(String planReview) {
        return open(planReview, "");
    }

    String open(String planReview, String coderTools) {
        return post("/runs", "{\"task\":\"" + TASK + "\",\"team\":" + team(planReview, coderTools) + "}", 202)
                .path("runId")
                .asString();
    }

    /** Answers what the run waits for. */
    JsonNode respond(String run, String body) {
        String request =
                await(run, "WAITING").path("pendingRequest").path("requestId").asString();
        return post("/runs/" + run + "/requests/" + request + "/response", body, 202);
    }

    /** Waits, event by event, until the run has this status. */
    JsonNode await(String run, String status) {
        String after = "";
        while (true) {
            JsonNode now = get("/runs/" + run);
            String is = now.path("status").asString();
            if (is.equals(status)) {
                return now;
            }
            assertThat(ENDED).as("run %s, which is %s", run, now).doesNotContain(is);
            JsonNode page = get("/runs/" + run + "/events?wait=10&limit=1000&after=" + encoded(after));
            after = page.path("next").asString(after);
        }
    }

    /** An execution ends after its run has. */
    void awaitNoExecution() {
        while (!server.executionsAlive().isEmpty()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Waits until the run has told of this. */
    void awaitEvent(String run, String type) {
        String after = "";
        while (true) {
            JsonNode page = get("/runs/" + run + "/events?wait=10&limit=1000&after=" + encoded(after));
            if (page.path("events").values().stream()
                    .anyMatch(event -> event.path("type").asString().equals(type))) {
                return;
            }
            after = page.path("next").asString(after);
        }
    }

    List<String> eventTypes(String run) {
        return get("/runs/" + run + "/events?limit=1000").path("events").values().stream()
                .map(event -> event.path("type").asString())
                .filter(type -> !type.equals("checkpoint_created") && !type.equals("agent_delta"))
                .toList();
    }

    JsonNode checkpoints(String run) {
        return get("/runs/" + run + "/checkpoints?limit=100").path("checkpoints");
    }

    /** The checkpoint from which this state follows. */
    String checkpointBefore(String run, String next) {
        return checkpoints(run).values().stream()
                .filter(checkpoint -> checkpoint.path("next").asString().equals(next))
                .map(checkpoint -> checkpoint.path("checkpointId").asString())
                .reduce((newer, older) -> older)
                .orElseThrow();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    JsonNode get(String path) {
        HttpResponse<String> answer = send("GET", path, null, Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.tree(answer.body());
    }

    JsonNode post(String path, String body, int status) {
        HttpResponse<String> answer = send("POST", path, body, Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.tree(answer.body());
    }

    HttpResponse<String> send(
            String method, String path, @org.jspecify.annotations.Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.api() + path))
                .timeout(Duration.ofMinutes(2))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            heard.add(answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every answer so far, with its headers. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
