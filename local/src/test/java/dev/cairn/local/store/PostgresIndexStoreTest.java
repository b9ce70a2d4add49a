package dev.cairn.local.store;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.IndexStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.postgresql.ds.PGSimpleDataSource;

/** Runs where CAIRN_TEST_POSTGRES holds the JDBC URL, user and password included, of a database to try it on. */
@EnabledIfEnvironmentVariable(named = "CAIRN_TEST_POSTGRES", matches = "jdbc:postgresql:.+")
class PostgresIndexStoreTest extends IndexStoreContract {
    private final String schema = "test_" + UUID.randomUUID().toString().replace('-', '_');

    @Override
    protected IndexStore newStore() throws SQLException {
        execute("CREATE SCHEMA " + schema);
        PGSimpleDataSource source = source();
        source.setCurrentSchema(schema);
        return new JdbcIndexStore(new PostgresDialect("the test database", source, 4));
    }

    @AfterEach
    void drop() throws Exception {
        ((JdbcIndexStore) store()).close();
        execute("DROP SCHEMA " + schema + " CASCADE");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(requireNonNull(System.getenv("CAIRN_TEST_POSTGRES"), "CAIRN_TEST_POSTGRES is not set"));
        return source;
    }
}
