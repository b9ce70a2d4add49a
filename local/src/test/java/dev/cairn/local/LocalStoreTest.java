package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.integrity.Unopened;
import dev.cairn.core.run.Storage;
import dev.cairn.local.owner.OwnedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            Files.write(object, java.util.Arrays.copyOf(whole, whole.length / 2));
            List<String> failed = failed();
            String key = data.resolve("objects").relativize(object).toString();
            if (key.contains("journal/0")) {
                assertThat(troubles)
                        .filteredOn(one -> one.grade() == Grade.WARN)
                        .extracting(Trouble::place)
                        .containsExactly(key);
            } else {
                assertThat(failed).containsExactly(key);
            }
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
    void whatADeadOpeningLeft_shouldBeRemoved_onlyWhereAnIndexTellsWhichRunsThereAre() throws IOException {
        finished();
        List<Path> ofTheRun = objects();
        Path left = data.resolve("objects/local/runs/dead/segments/" + "ab".repeat(32) + ".ndjson.gz");
        Files.createDirectories(left.getParent());
        Files.write(left, new byte[10]);
        try (LocalRig rig = new LocalRig(data)) {
            rig.get("/health");
            assertThatThrownBy(() -> store().clean(NOW, troubles::add)).isInstanceOf(OwnedException.class);
        }
        Path index = data.resolve("index.db");
        Files.move(index, data.resolve("elsewhere.db"));
        assertThatThrownBy(() -> store().clean(NOW, troubles::add))
                .isInstanceOf(LocalStartException.class)
                .hasMessageContaining("cairn doctor --rebuild-index");
        assertThat(left).exists();
        Files.move(data.resolve("elsewhere.db"), index);

        assertThat(store().clean(NOW, troubles::add)).isEqualTo(new Unopened.Outcome(1, new Storage(10, 1), 0));

        assertThat(objects()).isEqualTo(ofTheRun);
        assertThat(failed()).isEmpty();
        assertThat(troubles).isEmpty();
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

        assertThat(store().rebuildIndex(false, NOW, troubles::add)).isEqualTo(new IndexRebuild.Outcome(0, 1, 0));
        assertThat(Files.readAllBytes(data.resolve("index.db"))).isEqualTo(standing);

        assertThat(store().rebuildIndex(true, NOW, troubles::add)).isEqualTo(new IndexRebuild.Outcome(1, 0, 0));
        assertThat(Files.readAllBytes(data.resolve("index.db.before-" + NOW.getEpochSecond())))
                .isEqualTo(standing);
        assertThat(failed()).isEmpty();
    }

    @Test
    void runThatTheIndexLost_shouldBeAdded_asTheAdviceSays_andTheOthersStayAsTheyAre() throws SQLException {
        String deleted;
        try (LocalRig rig = new LocalRig(data).script()) {
            deleted = rig.open("never");
            rig.await(deleted, "SUCCEEDED");
            assertThat(rig.send("DELETE", "/runs/" + deleted, null, Map.of()).statusCode())
                    .isEqualTo(204);
        }
        JsonNode kept = finished();
        JsonNode lost = finished();
        List<String> others = rows("run <> '" + id(lost) + "'");
        List<String> audits = rows("kind = 'audit'");
        assertThat(others).anyMatch(row -> row.contains(deleted) && row.contains("\"deleted\":true"));
        assertThat(delete("kind = 'run' AND run = '" + id(lost) + "'")).isEqualTo(1);

        assertThat(failed()).containsExactly("local/runs/" + id(lost) + "/");
        assertThat(troubles)
                .extracting(Trouble::advice)
                .singleElement()
                .satisfies(advice -> assertThat(advice)
                        .contains("cairn doctor --rebuild-index")
                        .doesNotContain("--replace"));
        assertThat(store().rebuildIndex(false, NOW, troubles::add)).isEqualTo(new IndexRebuild.Outcome(1, 1, 0));

        assertThat(failed()).isEmpty();
        assertThat(rows("run <> '" + id(lost) + "'")).isEqualTo(others);
        assertThat(rows("kind = 'audit'")).isEqualTo(audits);
        try (LocalRig rig = new LocalRig(data)) {
            assertThat(rig.get("/runs/" + id(lost))).isEqualTo(lost);
            assertThat(rig.get("/runs/" + id(kept))).isEqualTo(kept);
            assertThat(rig.send("GET", "/runs/" + deleted, null, Map.of()).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void runWhoseRecordsAreLostInPart_shouldGoOn_afterItWasAdded() throws SQLException {
        String run;
        try (LocalRig rig = new LocalRig(data).script()) {
            run = rig.open("always");
            rig.await(run, "WAITING");
        }
        // A checkpoint that was committed once, and that the objects do not know any more.
        assertThat(update("INSERT INTO cairn_record SELECT tenant, run, kind, '0000000002', version, created_at, due,"
                        + " replace(body, '\"seq\":1,', '\"seq\":2,') FROM cairn_record"
                        + " WHERE kind = 'checkpoint' AND sort = '0000000001'"))
                .isEqualTo(1);
        assertThat(delete("kind = 'run'")).isEqualTo(1);

        assertThat(store().rebuildIndex(false, Instant.now(), troubles::add))
                .isEqualTo(new IndexRebuild.Outcome(1, 0, 0));

        try (LocalRig rig = new LocalRig(data).script()) {
            rig.respond(run, "{\"decision\":\"approve\"}");
            rig.await(run, "SUCCEEDED");
        }
    }

    @Test
    void runWhoseRecordIsDamaged_shouldNotBeAddedOverIt_andBeMendedByAReplacement() throws SQLException {
        JsonNode run = finished();
        assertThat(update("UPDATE cairn_record SET body = '{' WHERE kind = 'run'"))
                .isEqualTo(1);

        assertThat(failed()).contains("local/runs/" + id(run) + "/");
        assertThat(troubles).extracting(Trouble::advice).allMatch(advice -> advice.contains("--replace"));
        troubles.clear();
        assertThat(store().rebuildIndex(false, NOW, troubles::add)).isEqualTo(new IndexRebuild.Outcome(0, 1, 0));
        assertThat(troubles)
                .singleElement()
                .satisfies(one -> assertThat(one.advice()).contains("--replace"));

        assertThat(store().rebuildIndex(true, NOW, troubles::add)).isEqualTo(new IndexRebuild.Outcome(1, 0, 0));
        assertThat(failed()).isEmpty();
    }

    private static String id(JsonNode run) {
        return run.path("runId").asString();
    }

    private int delete(String where) throws SQLException {
        return update("DELETE FROM cairn_record WHERE " + where);
    }

    private int update(String sql) throws SQLException {
        try (Connection index = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("index.db"));
                Statement statement = index.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private List<String> rows(String where) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection index = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("index.db"));
                Statement statement = index.createStatement();
                ResultSet row = statement.executeQuery("SELECT run, kind, sort, version, body FROM cairn_record WHERE "
                        + where + " ORDER BY tenant, run, kind, sort")) {
            while (row.next()) {
                rows.add(String.join(
                        " ", row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
            }
        }
        return rows;
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
