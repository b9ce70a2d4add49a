package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();

    @AfterEach
    void close() {
        api.close();
    }

    private TestCairn cairn() {
        return new TestCairn(directory).at(api);
    }

    @ParameterizedTest
    @CsvSource({"400,2", "413,2", "401,4", "403,4", "404,3", "409,4", "410,4", "500,1", "503,5"})
    void everyRefusal_shouldHaveItsExitCode(int status, int exit) {
        api.on("GET /runs/r1", call -> Reply.problem(status, "That cannot be"));
        Result result = cairn().run("show", "r1");
        assertThat(result.exit()).isEqualTo(exit);
        assertThat(result.err().lines().filter(line -> !line.startsWith("! ")))
                .containsExactly("cairn: run r1: That cannot be");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aRefusalThatNamesItsRun_shouldNotNameItTwice() {
        api.on("GET /runs/r1", call -> Reply.problem(404, "There is no run r1; list the runs with: cairn list"));
        Result result = cairn().run("show", "r1");
        assertThat(result.err()).isEqualTo("cairn: There is no run r1; list the runs with: cairn list\n");
    }

    @Test
    void everyFaultOfABody_shouldBeTold() {
        api.on(
                "POST /runs",
                call -> Reply.problem(400, "Two faults", "team: unknown team \"x\"", "limits.maxRounds: \u001b[31mno"));
        Result result = cairn().run("run", "T", "--team", "x");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("""
                cairn: the run was not started: Two faults
                  team: unknown team "x"
                  limits.maxRounds: ^[[31mno
                """);
    }

    @Test
    void anOptionOfTheWrongForm_shouldBeNamedOnce() {
        assertThat(cairn().run("run", "x", "--label", "no-value").err())
                .contains("option '--label'")
                .doesNotContain("option option");
    }

    @Test
    void jsonThatIsNestedTooDeeply_shouldBeSaidSo_inWordsForPeople() throws IOException {
        Files.writeString(directory.resolve("deep.json"), "[".repeat(2_000));
        new Story(api, "r1")
                .ask("{'requestId': 'q9', 'checkpointId': 'c1', 'type': 'tool_approval', 'tool': 'pay',"
                        + " 'arguments': {}}");
        Result result = cairn().run("approve", "r1", "--arguments-file", "deep.json");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .contains("is not JSON")
                .contains("nesting depth")
                .doesNotContain("StreamReadConstraints");
    }

    @Test
    void aProblem_shouldBeTheJsonDocument_withJson() {
        api.on("GET /runs/r1", call -> Reply.problem(404, "There is no run r1"));
        Result result = cairn().run("show", "r1", "--json");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.json().path("status").asInt()).isEqualTo(404);
        assertThat(result.json().path("exitCode").asInt()).isEqualTo(3);
        assertThat(result.err()).contains("There is no run r1");
    }

    @Test
    void aServerThatIsNotThere_shouldBeUnreachable() {
        String address = api.address().toString();
        api.close();
        Result result = new TestCairn(directory).run("list", "--endpoint", address);
        assertThat(result.exit()).isEqualTo(5);
        assertThat(result.err()).isEqualTo("cairn: runs: no server answers at " + address + "/\n");
    }

    @Test
    void anAddressThatIsNone_shouldBeRefused() {
        for (String address : new String[] {"localhost:4570", "ftp://x", "http://", "http://a b", "http://u:p@host"}) {
            Result result = new TestCairn(directory).run("list", "--endpoint", address);
            assertThat(result.exit()).as(address).isEqualTo(2);
            assertThat(result.err()).contains("--endpoint: must be an http:// or https:// address");
        }
        assertThat(new TestCairn(directory)
                        .with("CAIRN_ENDPOINT", "nonsense")
                        .run("list")
                        .err())
                .contains("CAIRN_ENDPOINT: must be");
    }

    @Test
    void somethingThatIsNoCairn_shouldBeSaidSo() {
        api.on("GET /runs/r1", call -> new Reply(502, json("'a gateway'")));
        assertThat(cairn().run("show", "r1").exit()).isEqualTo(5);
    }

    @Test
    void follow_shouldSurviveAConnectionThatBreaks() {
        new Story(api, "r1").goOnToTheAnswer();
        int[] breaks = {2};
        Story story = new Story(api, "r1");
        story.goOnToTheAnswer();
        FakeApi flaky = api;
        java.util.function.Function<FakeApi.Call, Reply> whole = call -> Reply.ok(story.run());
        flaky.on("GET /runs/r1", call -> breaks[0]-- > 0 ? Reply.broken() : whole.apply(call));
        Result result = cairn().run("watch", "r1");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("! The connection is lost; trying again (1 of 7)");
        assertThat(result.out()).contains("ResNet-50");
    }

    @Test
    void follow_shouldGiveUp_whenTheServerIsGoneForGood() {
        new Story(api, "r1");
        api.on("GET /runs/r1/events", call -> Reply.broken());
        Result result = cairn().run("watch", "r1");
        assertThat(result.exit()).isEqualTo(5);
        assertThat(api.calls("GET /runs/r1/events")).hasSizeBetween(8, 16);
    }

    @Test
    void aToken_shouldBeSent_butNotInTheClearToAnotherMachine() {
        api.on("GET /runs", call -> Reply.ok(json("{'runs': [], 'next': null}")));
        cairn().with("CAIRN_TOKEN", "t0ken").run("list");
        assertThat(api.calls("GET /runs").getFirst().headers()).containsEntry("Authorization", "Bearer t0ken");
        Result result =
                new TestCairn(directory).with("CAIRN_TOKEN", "t0ken").run("list", "--endpoint", "http://192.0.2.1");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .contains("CAIRN_TOKEN: is not sent in the clear")
                .doesNotContain("t0ken");
    }

    @Test
    void help_shouldTellTheExitCodes_andNothingShouldBePrintedOnTheWrongStream() {
        Result help = cairn().run("--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Exit codes:").contains("5   no server answers");
        Result none = cairn().run();
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("Commands:");
        Result typo = cairn().run("aprove", "r1");
        assertThat(typo.exit()).isEqualTo(2);
        assertThat(typo.err()).contains("Did you mean").contains("approve").contains("See: cairn --help");
    }

    @Test
    void everyCommand_shouldHaveHelpThatFits() {
        for (String command : new String[] {
            "demo",
            "run",
            "watch",
            "list",
            "show",
            "requests",
            "approve",
            "revise",
            "reject",
            "answer",
            "checkpoints",
            "diff",
            "replay",
            "resume",
            "cancel",
            "keep",
            "delete",
            "audit",
            "team",
            "local",
            "doctor"
        }) {
            Result result = cairn().run(command, "--help");
            assertThat(result.exit()).as(command).isZero();
            assertThat(result.out()).contains("Usage: cairn " + command);
            assertThat(result.out().lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        }
    }
}
