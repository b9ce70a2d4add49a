package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    Path folder;

    @Test
    void secret_shouldBeMadeOnce_forItsOwnerAlone() throws IOException {
        Path file = folder.resolve("secret");
        SecretFile.require(file);
        String made = Files.readString(file);

        SecretFile.require(file);

        assertThat(Files.readString(file)).isEqualTo(made).hasSize(44);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("no draft stays behind").containsExactly(file);
        }
    }

    @Test
    void secret_shouldBeOne_whenManyMakeItAtOnce() throws Exception {
        int makers = 8;
        CyclicBarrier start = new CyclicBarrier(makers);
        Set<String> seen = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(makers)) {
            List<Future<String>> made = new ArrayList<>();
            for (int i = 0; i < makers; i++) {
                made.add(threads.submit(() -> {
                    start.await();
                    SecretFile.require(folder.resolve("secret"));
                    return Files.readString(folder.resolve("secret"));
                }));
            }
            for (Future<String> one : made) {
                seen.add(one.get());
            }
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void server_shouldRefuseASecretThatIsBroken_byNameAndWithoutTellingIt() throws IOException {
        Path file = folder.resolve("secret");
        for (String broken : List.of("", "too-short-to-be-one", "a".repeat(60))) {
            Files.writeString(file, broken);

            assertThatThrownBy(() -> LocalServer.start(new LocalOptions(folder, 0, 0, true, true, 0, Map.of())))
                    .isInstanceOf(LocalStartException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("delete the file")
                    .hasMessageNotContaining(broken.isEmpty() ? "characters, must have 0" : broken);
            assertThat(file).hasContent(broken);
        }
    }

    @Test
    void read_shouldFailAsAStore_whenTheFileIsGone() {
        assertThatThrownBy(() -> SecretFile.read(folder.resolve("secret"))).isInstanceOf(StoreException.class);
    }
}
