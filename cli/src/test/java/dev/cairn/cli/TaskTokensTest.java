package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.TestCairn.Result;
import dev.cairn.cli.server.EmbeddedServers;
import dev.cairn.cli.server.RunningServer;
import dev.cairn.cli.server.ServeOptions;
import dev.cairn.core.json.Json;
import dev.cairn.functions.secret.InstallationSecret;
import dev.cairn.functions.secret.TokenSeal;
import dev.cairn.local.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command tells a task token, whatever it is asked to show or fails at. */
class TaskTokensTest {
    @TempDir
    Path directory = Path.of("");

    private final List<String> told = new ArrayList<>();

    private Result say(String... command) {
        Result result = new TestCairn(directory)
                .servers(new EmbeddedServers())
                .with("CAIRN_DATA", directory.resolve("data").toString())
                .with("CAIRN_DEBUG", "1")
                .run(command);
        told.add(result.out());
        told.add(result.err());
        return result;
    }

    /** The token under which the execution waits, read where it is kept, once it is. */
    private String token() throws SQLException, IOException {
        Path index = directory.resolve("data").resolve("index.db");
        while (true) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + index);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT body FROM cairn_record WHERE kind = 'token'")) {
                if (row.next()) {
                    return opened(Json.tree(row.getString(1)).path("token").asString());
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** As Step Functions knows it: it is kept sealed. */
    private String opened(String sealed) throws IOException {
        Path file = directory.resolve("data").resolve("secret");
        InstallationSecret secret = InstallationSecret.of(Files.readString(file), file.toString());
        return new TokenSeal(() -> secret).open(sealed).orElseThrow();
    }

    private void showEverything(String run) {
        List<String[]> commands = List.of(
                new String[] {"list"},
                new String[] {"show", run},
                new String[] {"show", run, "--checkpoint", "1"},
                new String[] {"show", run, "--view", "log"},
                new String[] {"show", run, "--view", "manager"},
                new String[] {"requests", run},
                new String[] {"checkpoints", run},
                new String[] {"diff", run, "0", "1"},
                new String[] {"audit", run},
                new String[] {"watch", run},
                new String[] {"keep", run},
                new String[] {"doctor"},
                new String[] {"resume", run, "--no-wait"},
                new String[] {"approve", run, "--request", "another", "--no-wait"},
                new String[] {"answer", run, "42", "--no-wait"},
                new String[] {"delete", run + "x", "--yes"});
        for (String[] command : commands) {
            say(command);
            say(Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new));
        }
    }

    @Test
    void commands_shouldTellNoTaskToken_inAWholeRun() throws Exception {
        String token;
        ServeOptions options =
                new ServeOptions(directory.resolve("data"), 0, 0, true, 0, Map.of(), StoreKind.FILES, true, null);
        try (RunningServer server = new EmbeddedServers().start(options)) {
            assertThat(server.data()).isEqualTo(directory.resolve("data"));
            String run = say("demo", "--no-wait", "--json")
                    .jsonLines()
                    .getLast()
                    .path("runId")
                    .asString();
            token = token();
            assertThat(say("show", run, "--json").json().path("status").asString())
                    .isEqualTo("WAITING");
            showEverything(run);
            assertThat(say("approve", run, "--yes").exit()).isZero();
            assertThat(say("show", run, "--json").json().path("status").asString())
                    .isEqualTo("SUCCEEDED");
            showEverything(run);
        }

        assertThat(token).hasSizeGreaterThanOrEqualTo(64);
        assertThat(told).hasSizeGreaterThan(100);
        assertThat(String.join("\n", told))
                .doesNotContain(token.substring(0, 20), token.substring(token.length() - 20));
    }
}
