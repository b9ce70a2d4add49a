package dev.cairn.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.port.BlobStore.Put;
import dev.cairn.core.port.BlobStore.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a folder of objects looks like, and what becomes of it when others meddle with it. */
class FileBlobStoreFolderTest {
    private static final long NO_PROCESS = 999_999_999_999L;

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(Durability.class)
    void put_shouldLeaveTheFileUnderItsKeyAndNothingElse(Durability durability) throws Exception {
        Path root = temp.resolve("objects");
        FileBlobStore store = new FileBlobStore(root, durability);

        store.putIfAbsent("acme/runs/r/checkpoints/1.json", bytes("one"));
        store.putIfAbsent("acme/runs/r/checkpoints/1.json", bytes("two"));

        assertThat(Files.readString(root.resolve("acme/runs/r/checkpoints/1.json")))
                .isEqualTo("one");
        assertThat(files(root)).containsExactly("acme/runs/r/checkpoints/1.json");
    }

    @Test
    void open_shouldMakeTheFolderForItsOwnerAlone() throws Exception {
        new FileBlobStore(temp.resolve("a/b"), Durability.NONE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("a/b"))))
                .isEqualTo("rwx------");
    }

    @Test
    void open_shouldRemoveDrafts_whenTheirWriterIsGone() throws Exception {
        FileBlobStore store = new FileBlobStore(temp, Durability.NONE);
        store.putIfAbsent("a/b", bytes("whole"));
        Path torn = Files.writeString(temp.resolve(".tmp/" + NO_PROCESS + "-x-1"), "hal");
        Path linked = Files.createLink(temp.resolve(".tmp/" + NO_PROCESS + "-x-2"), temp.resolve("a/b"));
        Path old =
                Files.writeString(temp.resolve(".tmp/" + ProcessHandle.current().pid() + "-x-3"), "hal");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7_200)));

        FileBlobStore again = new FileBlobStore(temp, Durability.NONE);

        assertThat(List.of(torn, linked, old)).noneMatch(Files::exists);
        assertThat(again.get("a/b")).contains(bytes("whole"));
        assertThat(again.list("", null, 10)).containsExactly(new Stored("a/b", 5));
    }

    @Test
    void open_shouldKeepDrafts_whenTheirWriterLives() throws Exception {
        new FileBlobStore(temp, Durability.NONE);
        Path draft =
                Files.writeString(temp.resolve(".tmp/" + ProcessHandle.current().pid() + "-x-1"), "hal");

        new FileBlobStore(temp, Durability.NONE);

        assertThat(draft).exists();
    }

    @Test
    void open_shouldSayWhatIsWrong_whenThePathIsAFile() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "x");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new FileBlobStore(file, Durability.NONE))
                .withMessageContaining(file.toString())
                .withMessageContaining("a file stands where a folder must be");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new FileBlobStore(file.resolve("below"), Durability.NONE))
                .withMessageContaining("a file stands where a folder must be");
    }

    @Test
    void everyMethod_shouldSaySo_whenTheFolderIsGone() throws Exception {
        Path root = temp.resolve("objects");
        FileBlobStore store = new FileBlobStore(root, Durability.NONE);
        store.putIfAbsent("a", bytes("one"));
        Files.move(root, temp.resolve("elsewhere"));

        assertGone(() -> store.get("a"));
        assertGone(() -> store.list("", null, 10));
        assertGone(() -> store.putIfAbsent("b", bytes("two")));
        assertThat(root).doesNotExist();

        Files.move(temp.resolve("elsewhere"), root);
        assertThat(store.get("a")).contains(bytes("one"));
        assertThat(store.putIfAbsent("b", bytes("two"))).isEqualTo(Put.CREATED);
    }

    @Test
    void put_shouldSayWhatIsInTheWay_whenAKeyWouldBeAFileAndAFolder() {
        FileBlobStore store = new FileBlobStore(temp, Durability.NONE);
        store.putIfAbsent("a/b", bytes("one"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.putIfAbsent("a/b/c", bytes("two")))
                .withMessageContaining("a file stands where a folder must be");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.putIfAbsent("a", bytes("two")))
                .withMessageContaining("a folder stands where a file must be");
        assertThat(store.get("a/b")).contains(bytes("one"));
        assertThat(store.list("", null, 10)).containsExactly(new Stored("a/b", 3));
    }

    @Test
    void list_shouldPassOverWhatIsNoObject() throws Exception {
        FileBlobStore store = new FileBlobStore(temp, Durability.NONE);
        store.putIfAbsent("a/b", bytes("one"));
        Files.writeString(temp.resolve("a/.DS_Store"), "x");
        Files.writeString(temp.resolve("a/b~"), "x");
        Files.createDirectory(temp.resolve("a/empty"));

        assertThat(store.list("", null, 10)).containsExactly(new Stored("a/b", 3));
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void delete_shouldRemoveFoldersThatItEmpties_andPutShouldMakeThemAgain(Durability durability) throws Exception {
        FileBlobStore store = new FileBlobStore(temp, durability);
        store.putIfAbsent("acme/runs/r1/segments/x", bytes("one"));
        store.putIfAbsent("acme/runs/r2/segments/x", bytes("two"));

        store.delete("acme/runs/r1/segments/x");
        assertThat(temp.resolve("acme/runs/r1")).doesNotExist();
        assertThat(temp.resolve("acme/runs/r2")).exists();
        store.delete("acme/runs/r2/segments/x");
        assertThat(temp.resolve("acme")).doesNotExist();
        assertThat(temp).exists();

        assertThat(store.putIfAbsent("acme/runs/r1/segments/x", bytes("three"))).isEqualTo(Put.CREATED);
        assertThat(store.get("acme/runs/r1/segments/x")).contains(bytes("three"));
    }

    private static void assertGone(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(StoreException.class).isThrownBy(call).withMessageContaining("the folder is gone");
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
