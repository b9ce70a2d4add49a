package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.local.owner.OwnedException;
import dev.cairn.local.owner.Owner;
import dev.cairn.local.owner.OwnerInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a local server starts, and when it does not. */
class LocalServerTest {
    @TempDir
    Path folder;

    private static LocalOptions options(Path data, int apiPort, int sfnPort) {
        return new LocalOptions(data, apiPort, sfnPort, true, true, 0, Map.of());
    }

    @Test
    void server_shouldOwnItsFolderUntilItIsClosed() {
        Path data = folder.resolve("new/.cairn");
        try (LocalServer server = LocalServer.start(options(data, 0, 0))) {
            OwnerInfo owner = Owner.find(data).orElseThrow();
            assertThat(owner.api()).isEqualTo(server.api());
            assertThat(owner.stepFunctions()).isEqualTo(server.stepFunctions());

            assertThatThrownBy(() -> LocalServer.start(options(data, 0, 0)))
                    .isInstanceOf(OwnedException.class)
                    .hasMessageContaining(server.api().toString());
            assertThat(Owner.find(data)).contains(owner);
        }
        assertThat(Owner.find(data)).isEmpty();
    }

    @Test
    void start_shouldNameThePortAndLeaveTheFolderFree_whenAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> LocalServer.start(options(folder, port, 0)))
                    .isInstanceOf(LocalStartException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("API");
            assertThatThrownBy(() -> LocalServer.start(options(folder, 0, port)))
                    .isInstanceOf(LocalStartException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("Step Functions");
        }
        LocalServer.start(options(folder, 0, 0)).close();
    }

    @Test
    void start_shouldSayWhatIsWrong_whenTheFolderIsAFileOrCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        assertThatThrownBy(() -> LocalServer.start(options(file, 0, 0)))
                .isInstanceOf(LocalStartException.class)
                .hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> LocalServer.start(options(file.resolve("below"), 0, 0)))
                .isInstanceOf(LocalStartException.class)
                .hasMessageStartingWith(file + " is not a folder");
        assertThat(file).hasContent("text");
    }
}
