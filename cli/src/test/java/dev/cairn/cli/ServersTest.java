package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.FakeServer;
import dev.cairn.cli.TestCairn.Result;
import dev.cairn.cli.server.HeldException;
import dev.cairn.cli.server.OwnerAddress;
import dev.cairn.cli.server.RunningServer;
import dev.cairn.cli.server.ServeOptions;
import dev.cairn.cli.server.ServerSource;
import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.Unopened;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import dev.cairn.core.run.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Which server a command speaks to. */
class ServersTest {
    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();
    private final List<ServeOptions> started = new ArrayList<>();
    private int closed;
    private @Nullable OwnerAddress owner;
    private List<Trouble> found = List.of();

    @AfterEach
    void close() {
        api.close();
    }

    private final class Source implements ServerSource {
        private final Function<ServeOptions, RunningServer> start;

        Source(Function<ServeOptions, RunningServer> start) {
            this.start = start;
        }

        @Override
        public Optional<OwnerAddress> owner(Path data) {
            return Optional.ofNullable(owner);
        }

        @Override
        public RunningServer start(ServeOptions options) {
            started.add(options);
            return start.apply(options);
        }

        @Override
        public long check(ServeOptions where, Consumer<Trouble> troubles) {
            found.forEach(troubles);
            return 2;
        }

        @Override
        public IndexRebuild.Outcome rebuildIndex(ServeOptions where, boolean replace, Consumer<Trouble> troubles) {
            found.forEach(troubles);
            if (owner != null) {
                throw new HeldException("process 42 holds " + where.data() + ".");
            }
            return new IndexRebuild.Outcome(3, 2, found.size());
        }

        @Override
        public Unopened.Outcome clean(ServeOptions where, Consumer<Trouble> troubles) {
            found.forEach(troubles);
            if (owner != null) {
                throw new HeldException("process 42 holds " + where.data() + ".");
            }
            return new Unopened.Outcome(2, new Storage(1_234, 7), 1);
        }
    }

    private static Trouble trouble(Trouble.Grade grade) {
        RunKey run = new RunKey(new TenantId("local"), new RunId("r1"));
        return new Trouble(grade, run, "local/runs/r1/segments/x", "is missing", "put it back");
    }

    private TestCairn cairn() {
        return new TestCairn(directory)
                .servers(new Source(options -> new FakeServer(
                        api.address(), URI.create("http://127.0.0.1:4571"), options.data(), () -> closed++)));
    }

    private OwnerAddress ownerAt(URI address) {
        return new OwnerAddress(42, address, address, "s3cret", Instant.parse("2026-11-20T10:00:00Z"));
    }

    private void runs() {
        api.on("POST /runs", call -> {
            new Story(api, "r1");
            return new Reply(202, json("{'runId': 'r1'}"));
        });
        api.on("GET /runs", call -> Reply.ok(json("{'runs': [], 'next': null}")));
    }

    @Test
    void aCommand_shouldStartItsOwnServer_andCloseIt_whenThereIsNoOther() {
        runs();
        Result result = cairn().with("OPENAI_API_KEY", "sk").run("run", "T", "--pace", "0", "--data", "d");
        assertThat(result.exit()).isZero();
        assertThat(started).singleElement().satisfies(options -> {
            assertThat(options.data()).isEqualTo(directory.resolve("d"));
            assertThat(options.serve()).isFalse();
            assertThat(options.apiPort()).isZero();
            assertThat(options.pace()).isZero();
            assertThat(options.env()).containsEntry("OPENAI_API_KEY", "sk");
        });
        assertThat(closed).isEqualTo(1);
        assertThat(result.out()).contains("cairn approve r1 --data d");
    }

    @Test
    void aCommand_shouldAttachToTheOwner_andShowItsSecretToItAlone() {
        runs();
        owner = ownerAt(api.address());
        Result result = cairn().run("run", "T", "--yes");
        assertThat(result.exit()).isZero();
        assertThat(started).isEmpty();
        assertThat(api.calls()).allSatisfy(call -> assertThat(call.headers()).containsEntry("Cairn-owner", "s3cret"));
        assertThat(result.out() + result.err()).doesNotContain("s3cret");
    }

    @Test
    void aCommand_shouldWorkByItself_whenTheOwnerThatIsWrittenDownIsGone() {
        runs();
        FakeApi gone = new FakeApi();
        owner = ownerAt(gone.address());
        gone.close();
        assertThat(cairn().run("run", "T").exit()).isZero();
        assertThat(started).hasSize(1);
    }

    @Test
    void aCommand_shouldWorkByItself_whenAnotherProcessHasTheOwnersPort() {
        runs();
        try (FakeApi stranger = new FakeApi()) {
            stranger.on("GET /health", call -> Reply.problem(421, "Not for this secret"));
            owner = ownerAt(stranger.address());
            assertThat(cairn().run("run", "T").exit()).isZero();
        }
        assertThat(started).hasSize(1);
    }

    @Test
    void aCommand_shouldAttach_whenAnotherBecameTheOwnerMeanwhile() {
        runs();
        Result result = new TestCairn(directory)
                .servers(new Source(options -> {
                    owner = ownerAt(api.address());
                    throw new HeldException("held");
                }))
                .run("run", "T", "--yes");
        assertThat(result.exit()).isZero();
        assertThat(started).hasSize(1);
    }

    @Test
    void noWait_shouldBeRefused_whereTheRunWouldStopWithTheCommand() {
        runs();
        Result result = cairn().run("run", "T", "--no-wait");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--no-wait: no server runs here").contains("`cairn local`");
        assertThat(api.posts()).isEmpty();
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void watch_shouldNotWaitForARun_thatNobodyWorksOn() throws IOException {
        new Story(api, "r1").editRun().put("status", "RUNNING").putNull("pendingRequest");
        Files.createDirectory(directory.resolve(".cairn"));
        Result result = cairn().run("watch", "r1");
        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.err()).contains("no process works on it; take it up with: cairn resume r1");
        assertThat(cairn().run("show", "r1").out()).contains("next          cairn resume r1");
    }

    @Test
    void local_shouldPrintOneLine_withJson() {
        Result result = cairn().run("local", "--port", "0", "--sfn-port", "0", "--data", "d", "--json", "--no-resume");
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.json().path("api").asString()).isEqualTo(api.address().toString());
        assertThat(result.json().path("data").asString())
                .isEqualTo(directory.resolve("d").toString());
        assertThat(started.getFirst()).satisfies(options -> {
            assertThat(options.serve()).isTrue();
            assertThat(options.resume()).isFalse();
        });
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void local_shouldPrintLinks_onlyWhenAskedTo_andNeverOnTheStandardOutput() {
        cairn().run("local", "--json");
        Result result = new TestCairn(directory)
                .servers(new Source(options -> {
                    Objects.requireNonNull(options.links(), "nobody takes links")
                            .accept("Answer it at: the-link");
                    return new FakeServer(
                            api.address(), URI.create("http://127.0.0.1:4571"), options.data(), () -> closed++);
                }))
                .run("local", "--json", "--print-links");

        assertThat(started.getFirst().links()).isNull();
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEqualTo("Answer it at: the-link\n");
        assertThat(result.out()).doesNotContain("the-link");
    }

    @Test
    void local_shouldSayWhoHoldsTheFolder_andRefusePortsThatAreNone() {
        Result held = new TestCairn(directory)
                .servers(new Source(options -> {
                    throw new HeldException("process 42 holds " + options.data());
                }))
                .run("local", "--json");
        assertThat(held.exit()).isEqualTo(4);
        assertThat(held.err()).contains("process 42 holds");
        assertThat(held.out()).isEmpty();
        assertThat(cairn().run("local", "--port", "70000").err()).contains("--port: must be from 0");
        assertThat(cairn().run("local", "--port", "5", "--sfn-port", "5").exit())
                .isEqualTo(2);
    }

    @Test
    void doctor_shouldNameKeysAndNeverShowThem() {
        Result result = cairn().with("OPENAI_API_KEY", "sk-very-secret").run("doctor");
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("ok    keys    OPENAI_API_KEY set")
                .contains("ok    java")
                .contains("ok    folder")
                .doesNotContain("very-secret");
        assertThat(cairn().run("doctor").out()).contains("warn  keys").contains("→ set OPENAI_API_KEY");
    }

    @Test
    void doctor_shouldTellWhatIsWrongWithTheStore_andWhatToDo() throws IOException {
        Files.createDirectory(directory.resolve(".cairn"));
        assertThat(cairn().run("doctor").out()).contains("ok    store   2 runs checked, everything is whole");

        found = List.of(trouble(Trouble.Grade.NOTE), trouble(Trouble.Grade.WARN));
        Result warned = cairn().run("doctor");
        assertThat(warned.exit()).isZero();
        assertThat(warned.out()).contains("warn  store   2 runs checked, nothing is lost, 1 thing to look at");

        found = List.of(trouble(Trouble.Grade.FAIL));
        Result failed = cairn().run("doctor");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.out())
                .contains("fail  store   2 runs checked, 1 thing broken or missing")
                .contains("fail  local/runs/r1/segments/x is missing")
                .contains("→ put it back");
        JsonNode json = cairn().run("doctor", "--json").json();
        assertThat(json.path("ok").asBoolean()).isFalse();
        assertThat(json.at("/troubles/0/runId").stringValue()).isEqualTo("r1");
        assertThat(json.at("/troubles/0/grade").stringValue()).isEqualTo("fail");
    }

    @Test
    void clean_shouldTellWhatItRemovedAndWhatItLeft() throws IOException {
        assertThat(cairn().run("doctor", "--clean").exit()).isEqualTo(3);
        Files.createDirectory(directory.resolve(".cairn"));
        found = List.of(trouble(Trouble.Grade.NOTE));
        Result cleaned = cairn().run("doctor", "--clean");
        assertThat(cleaned.exit()).isZero();
        assertThat(cleaned.out())
                .contains("Removed what 2 openings had left: 7 objects.")
                .contains("Settled 1 pin that a broken-off keep had left.")
                .contains("note  local/runs/r1/segments/x is missing");
        JsonNode json = cairn().run("doctor", "--clean", "--json").json();
        assertThat(json.path("openings").asInt()).isEqualTo(2);
        assertThat(json.path("bytes").asInt()).isEqualTo(1_234);
        assertThat(json.path("pins").asInt()).isEqualTo(1);
        assertThat(json.at("/troubles/0/grade").stringValue()).isEqualTo("note");

        assertThat(cairn().run("doctor", "--clean", "--rebuild-index").exit()).isEqualTo(2);
        assertThat(cairn().run("doctor", "--clean", "--endpoint", "http://127.0.0.1:1")
                        .exit())
                .isEqualTo(2);
        owner = ownerAt(api.address());
        Result held = cairn().run("doctor", "--clean");
        assertThat(held.exit()).isEqualTo(4);
        assertThat(held.err()).contains("process 42 holds").contains("Stop it");
    }

    @Test
    void rebuildIndex_shouldTellHowManyRunsCameBack_andFailWhereOneDidNot() throws IOException {
        assertThat(cairn().run("doctor", "--rebuild-index").exit()).isEqualTo(3);
        Files.createDirectory(directory.resolve(".cairn"));
        assertThat(cairn().run("doctor", "--rebuild-index").out())
                .contains("The index knows 3 runs again; 2 it held, and they stay as they are.");

        found = List.of(trouble(Trouble.Grade.FAIL));
        Result lost = cairn().run("doctor", "--rebuild-index");
        assertThat(lost.exit()).isEqualTo(1);
        assertThat(lost.out()).contains("1 could not be rebuilt").contains("→ put it back");

        assertThat(cairn().run("doctor", "--replace").exit()).isEqualTo(2);
        owner = ownerAt(api.address());
        Result held = cairn().run("doctor", "--rebuild-index", "--json");
        assertThat(held.exit()).isEqualTo(4);
        assertThat(held.err()).contains("process 42 holds").contains("Stop it");
    }

    @Test
    void doctor_shouldFail_whereTheServerDoesNotAnswer() {
        String address = api.address().toString();
        api.close();
        Result result = new TestCairn(directory).run("doctor", "--endpoint", address, "--json");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.json().path("ok").asBoolean()).isFalse();
        assertThat(result.json().path("checks")).anySatisfy(check -> {
            assertThat(check.path("name").asString()).isEqualTo("server");
            assertThat(check.path("grade").asString()).isEqualTo("fail");
        });
    }
}
