package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import dev.cairn.functions.api.route.Shipped;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.testing.TestAws;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cairn doctor --endpoint}: what is wrong with a deployment, and what to do. */
class EndpointDoctorTest {
    private static final String TEAM = """
            {'name': '%s', 'manager': {'model': 'openai:gpt'}, 'participants': [{'name': 'a', 'model': '%s'}]}""";

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

    private void deployed(String version, String model) {
        api.on(
                "GET /health",
                call -> Reply.ok(
                        json("{'status': 'ok', 'version': '%s', 'tenant': 'acme', 'caller': 'arn:aws:iam::1:user/ann'}"
                                .formatted(version))));
        api.on("GET /runs", call -> Reply.ok(json("{'runs': [], 'unreadable': []}")));
        api.on(
                "GET /teams",
                call -> Reply.ok(json("{'teams': [%s, %s], 'default': 'default'}"
                        .formatted(
                                TEAM.formatted("default", "rehearsal:default"), TEAM.formatted("research", model)))));
    }

    @Test
    void aDeploymentThatIsWell_shouldBeTold_withWhoOneIsThere() {
        deployed(new Shipped().version(), "openai:gpt");
        Result result = cairn().with("CAIRN_TOKEN", "t0ken").run("doctor");
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("ok    server  " + api.address() + "/ answers")
                .contains("ok    caller  tenant acme, as arn:aws:iam::1:user/ann; a bearer token, of CAIRN_TOKEN")
                .contains("ok    version " + new Shipped().version() + ", as this command")
                .contains("ok    clock   as the server's, within a minute")
                .contains("ok    runs    the table answers")
                .contains("ok    teams   default, research")
                .doesNotContain("t0ken", "folder", "keys");
    }

    @Test
    void anotherVersion_anUnknownProvider_andAnOldServer_shouldBeWarnedOf() {
        deployed("0.0.1", "oracle-of:delphi");
        Result result = cairn().run("doctor");
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("warn  version the server is 0.0.1, this command " + new Shipped().version())
                .contains("warn  teams   team research: ")
                .contains("oracle-of")
                .contains("→ correct teams/research.yaml in the deployment's bucket");
        api.on("GET /health", call -> Reply.ok(json("{'status': 'ok', 'version': '0.0.1'}")));
        assertThat(cairn().run("doctor").out()).contains("warn  caller  the server does not say whom it sees");
    }

    @ParameterizedTest
    @CsvSource({"-100, warn, 0, behind", "1000, fail, 1, ahead of"})
    void aClockThatIsOff_shouldBeTold(int seconds, String grade, int exit, String side) {
        deployed(new Shipped().version(), "openai:gpt");
        Result result = cairn().clock(() -> Instant.now().plus(Duration.ofSeconds(seconds)))
                .run("doctor");
        assertThat(result.exit()).isEqualTo(exit);
        assertThat(result.out().lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith(grade + "  clock   this machine's is")
                        .contains(side));
    }

    @Test
    void aRefusal_shouldBeExplained() {
        api.in((call, route) -> Reply.gateway(403, "Forbidden"));
        Result result = cairn().run("doctor", "--json");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.json().at("/checks/2/name").asString()).isEqualTo("server");
        assertThat(result.json().at("/checks/2/advice").asString()).contains("--auth sigv4");
        assertThat(api.calls()).hasSize(1);

        Result unset = cairn().run("doctor", "--auth", "bearer");
        assertThat(unset.exit()).isEqualTo(1);
        assertThat(unset.out()).contains("fail  server  CAIRN_TOKEN: is not set");
    }

    @Test
    void aTableThatIsMissing_shouldBeTold_thoughTheServerIsWell() {
        deployed(new Shipped().version(), "openai:gpt");
        api.on("GET /runs", call -> Reply.problem(503, "there is no such table cairn-1"));
        Result result = cairn().run("doctor");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains("fail  runs    ")
                .contains("there is no such table cairn-1")
                .contains("ok    teams   default, research");
    }

    @Test
    void aTeamThatCannotBeUsed_shouldBeTold_besideTheOthers() {
        deployed(new Shipped().version(), "openai:gpt");
        api.on(
                "GET /teams",
                call -> Reply.ok(json(
                        "{'teams': [%s], 'default': 'default', 'unusable': [{'name': 'x', 'errors': [{'field': 'team', 'detail': 'the file teams/x.yaml is at fault'}]}]}"
                                .formatted(TEAM.formatted("default", "oracle-of:delphi")))));
        Result result = cairn().run("doctor");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains("warn  teams   team default: ")
                .contains("fail  teams   team x: the file teams/x.yaml is at fault")
                .contains("→ correct teams/x.yaml in the deployment's bucket");
    }

    @Test
    void aTeamFileThatIsWrong_shouldBeTold() {
        deployed(new Shipped().version(), "openai:gpt");
        api.on("GET /teams", call -> Reply.problem(400, "Wrong", "team: the file teams/x.yaml is at fault"));
        Result result = cairn().run("doctor");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("fail  teams").contains("the file teams/x.yaml is at fault");
    }

    @Test
    void whatIsNoCairn_orNoHost_shouldBeTold() {
        api.on("GET /health", call -> Reply.ok(json("{'hello': 'world'}")));
        assertThat(cairn().run("doctor").out()).contains("answers, but not as Cairn does");
        Result none = new TestCairn(directory).run("doctor", "--endpoint", "https://cairn.invalid");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.out()).contains("fail  server  health: ").contains("→ ");
    }

    @Test
    void bucketAndTable_shouldBeLookedAt_whereTheVariablesNameThem() {
        deployed(new Shipped().version(), "openai:gpt");
        AwsSettings store = TestAws.newStore();
        URI endpoint = TestAws.require().endpoint();
        TestCairn cairn = cairn().with("AWS_ENDPOINT_URL", endpoint.toString())
                .with("AWS_REGION", "us-east-1")
                .with("AWS_ACCESS_KEY_ID", "test")
                .with("AWS_SECRET_ACCESS_KEY", "test")
                .with("CAIRN_BUCKET", store.bucket())
                .with("CAIRN_TABLE", store.table());
        Result fine = cairn.run("doctor");
        assertThat(fine.exit()).as(fine.out()).isZero();
        assertThat(fine.out())
                .contains("ok    bucket  " + store.bucket() + " is there")
                .contains("ok    table   " + store.table() + " is there and active");
        Result absent = cairn.with("CAIRN_TABLE", "cairn-nowhere").run("doctor");
        assertThat(absent.exit()).isEqualTo(1);
        assertThat(absent.out())
                .contains("fail  table   there is no table cairn-nowhere in the region us-east-1")
                .contains("→ set AWS_REGION");
    }
}
