package dev.cairn.local;

import dev.cairn.core.json.Digest;
import dev.cairn.local.store.Durability;
import dev.cairn.local.store.SqliteDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that a data folder holds at one moment.
 *
 * @param objects their hashes by their paths
 * @param records whole rows by kind and key, but for the audit
 * @param audit the items of the audit, by key
 */
record StoreBytes(Map<String, String> objects, Map<String, String> records, Map<String, String> audit) {
    static StoreBytes of(Path data) {
        Map<String, String> records = new TreeMap<>();
        Map<String, String> audit = new TreeMap<>();
        SqliteDialect dialect = new SqliteDialect(data.resolve("index.db"), Durability.NONE);
        try (Connection connection = dialect.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT tenant, run, kind, sort, version, created_at, due, body FROM cairn_record")) {
            while (row.next()) {
                String kind = row.getString("kind");
                String key =
                        kind + " " + row.getString("tenant") + "/" + row.getString("run") + " " + row.getString("sort");
                String whole = row.getString("version") + " " + row.getString("created_at") + " " + row.getString("due")
                        + " " + row.getString("body");
                (kind.equals("audit") ? audit : records).put(key, whole);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new StoreBytes(objects(data.resolve("objects")), records, audit);
    }

    private static Map<String, String> objects(Path folder) {
        Map<String, String> objects = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                objects.put(folder.relativize(file).toString(), Digest.hex(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }

    /** The items of the audit that the earlier ones do not hold. */
    List<String> auditSince(StoreBytes before) {
        return audit.entrySet().stream()
                .filter(item -> !before.audit().containsKey(item.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
