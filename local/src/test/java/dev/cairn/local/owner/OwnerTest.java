package dev.cairn.local.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One owner at a time, told from one that is gone. */
class OwnerTest {
    private static final OwnerInfo INFO = info(ProcessHandle.current().pid());

    @TempDir
    Path folder;

    private static OwnerInfo info(long pid) {
        return new OwnerInfo(
                pid,
                URI.create("http://127.0.0.1:1234"),
                URI.create("http://127.0.0.1:1235"),
                "the-secret",
                Instant.parse("2026-11-23T12:00:00Z"));
    }

    @Test
    void find_shouldAnswerTheOwner_whileItOwns() throws IOException {
        assertThat(Owner.find(folder)).isEmpty();
        assertThat(Owner.find(folder.resolve("nowhere"))).isEmpty();
        Owner owner = Owner.take(folder);
        assertThat(Owner.find(folder)).as("before it has said who it is").isEmpty();

        owner.publish(INFO);
        assertThat(Owner.find(folder)).contains(INFO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("owner.json"))))
                .isEqualTo("rw-------");

        owner.close();
        assertThat(Owner.find(folder)).isEmpty();
        assertThat(folder.resolve("owner.json")).doesNotExist();
    }

    @Test
    void find_shouldAnswerNobody_whereThereIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThat(Owner.find(file)).isEmpty();
        assertThat(Owner.find(file.resolve("below"))).isEmpty();
    }

    @Test
    void take_shouldNameTheOwner_whenThereIsOne() throws IOException {
        try (Owner owner = Owner.take(folder)) {
            owner.publish(INFO);

            assertThatThrownBy(() -> Owner.take(folder))
                    .isInstanceOf(OwnedException.class)
                    .hasMessageContaining(Long.toString(INFO.pid()))
                    .hasMessageContaining("2026-11-23T12:00:00Z")
                    .hasMessageContaining("http://127.0.0.1:1234")
                    .hasMessageNotContaining("the-secret");
            assertThat(Owner.find(folder))
                    .as("a refused one takes nothing away")
                    .contains(INFO);
        }
    }

    @Test
    void find_shouldPassOver_whatADeadProcessLeft() throws IOException {
        Files.createFile(folder.resolve("owner.lock"));
        Files.write(folder.resolve("owner.json"), Json.bytes(INFO));

        assertThat(Owner.find(folder)).isEmpty();
        Owner.take(folder).close();
    }

    @Test
    void lock_shouldHoldAgainstAnotherProcessAndEndWithIt() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OwnerProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = other.inputReader()) {
            assertThat(out.readLine()).isEqualTo("owning");
            assertThat(Owner.find(folder)).map(OwnerInfo::pid).contains(other.pid());
            assertThatThrownBy(() -> Owner.take(folder))
                    .isInstanceOf(OwnedException.class)
                    .hasMessageContaining(Long.toString(other.pid()));
        } finally {
            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(Owner.find(folder)).isEmpty();
        Owner.take(folder).close();
    }
}
