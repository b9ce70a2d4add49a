package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.ConflictException;
import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.local.owner.OwnedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A folder of files and an SQLite file, checked and mended as a person finds it. */
class LocalStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path data;

    private final List<Trouble> troubles = new ArrayList<>();

    private LocalStore store() {
        return LocalStore.of(data);
    }

    private List<String> failed() {
        troubles.clear();
        store().check(troubles::add);
        return troubles.stream()
                .filter(one -> one.grade() == Grade.FAIL)
                .map(Trouble::place)
                .toList();
    }

    private JsonNode finished() {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            rig.respond(run, "{\"decision\":\"approve\"}");
            rig.await(run, "SUCCEEDED");
            return rig.get("/runs/" + run);
        }
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("objects"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void check_shouldFindNothing_inAFolderThatIsFineOrEmpty() {
        assertThat(failed()).isEmpty();
        finished();

        assertThat(store().check(troubles::add)).isEqualTo(1);
        assertThat(troubles).isEmpty();
    }

    @Test
    void check_shouldWorkWhileAServerWorksOnTheFolder() {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            rig.await(run, "WAITING");

            assertThat(failed()).isEmpty();
            assertThatThrownBy(() -> store().rebuildIndex(true, NOW, troubles::add))
                    .isInstanceOf(OwnedException.class);
        }
    }

    @Test
    void check_shouldNameEachFile_thatIsCutShort() throws IOException {
        finished();
        for (Path object : objects()) {
            byte[] whole = Files.readAllBytes(object);
            if (object.toString().contains("journal/0")) {
                continue;
            }
            Files.write(object, java.util.Arrays.copyOf(whole, whole.length / 2));
            assertThat(failed())
                    .containsExactly(data.resolve("objects").relativize(object).toString());
            Files.write(object, whole);
        }
    }

    @Test
    void damagedRow_shouldBeNamed_andMendedByARebuild() throws SQLException {
        finished();
        try (Connection index = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("index.db"));
                Statement statement = index.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE cairn_record SET body = '{' WHERE kind = 'checkpoint' AND sort LIKE '%2'"))
                    .isPositive();
        }

        assertThat(failed()).singleElement().asString().startsWith("local/runs/");
        store().rebuildIndex(true, NOW, troubles::add);
        assertThat(failed()).isEmpty();
    }

    @Test
    void lostIndex_shouldBeNamed_neverTakenForEmpty_andBeRebuiltEqual() throws IOException {
        JsonNode before = finished();
        Files.delete(data.resolve("index.db"));

        assertThat(failed()).containsExactly(data.resolve("index.db").toString());
        assertThat(Files.exists(data.resolve("index.db"))).isFalse();
        assertThatThrownBy(() -> new LocalRig(data))
                .isInstanceOf(LocalStartException.class)
                .hasMessageContaining("cairn doctor --rebuild-index");

        assertThat(store().rebuildIndex(false, NOW, troubles::add)).isEqualTo(new IndexRebuild.Outcome(1, 0, 0));
        assertThat(failed()).isEmpty();
        try (LocalRig rig = new LocalRig(data)) {
            assertThat(rig.get("/runs/" + before.path("runId").asString())).isEqualTo(before);
        }
    }

    @Test
    void damagedIndex_shouldBeNamed_andMovedAsideWhenItIsRebuilt() throws IOException {
        JsonNode before = finished();
        byte[] damaged =
                "this is no database, whatever its name says".repeat(100).getBytes(StandardCharsets.UTF_8);
        Files.write(data.resolve("index.db"), damaged);
        assertThat(failed()).containsExactly(data.resolve("index.db").toString());

        store().rebuildIndex(false, NOW, troubles::add);

        assertThat(Files.readAllBytes(data.resolve("index.db.before-" + NOW.getEpochSecond())))
                .isEqualTo(damaged);
        try (LocalRig rig = new LocalRig(data)) {
            assertThat(rig.get("/runs/" + before.path("runId").asString())).isEqualTo(before);
        }
    }

    @Test
    void indexThatHoldsRuns_shouldBeReplacedOnlyIfThatIsSaid() throws IOException {
        finished();
        byte[] standing = Files.readAllBytes(data.resolve("index.db"));

        assertThatThrownBy(() -> store().rebuildIndex(false, NOW, troubles::add))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("--replace");
        assertThat(Files.readAllBytes(data.resolve("index.db"))).isEqualTo(standing);

        store().rebuildIndex(true, NOW, troubles::add);
        assertThat(Files.readAllBytes(data.resolve("index.db.before-" + NOW.getEpochSecond())))
                .isEqualTo(standing);
        assertThat(failed()).isEmpty();
    }

    @Test
    void whatABrokenOffRebuildLeft_shouldBeThrownAway() throws IOException {
        finished();
        Files.delete(data.resolve("index.db"));
        Files.write(data.resolve("index.db.rebuilding"), new byte[] {1, 2, 3});
        Files.write(data.resolve("index.db.rebuilding-journal"), new byte[] {1, 2, 3});

        store().rebuildIndex(false, NOW, troubles::add);

        assertThat(failed()).isEmpty();
        assertThat(Files.exists(data.resolve("index.db.rebuilding"))).isFalse();
    }

    @Test
    void waitingRun_shouldGoOn_afterItsIndexWasRebuilt() throws IOException {
        String run;
        try (LocalRig rig = new LocalRig(data).script()) {
            run = rig.open("always");
            rig.await(run, "WAITING");
        }
        Files.delete(data.resolve("index.db"));
        store().rebuildIndex(false, Instant.now(), troubles::add);

        try (LocalRig rig = new LocalRig(data).script()) {
            rig.respond(run, "{\"decision\":\"approve\"}");
            rig.await(run, "SUCCEEDED");
        }
    }
}
