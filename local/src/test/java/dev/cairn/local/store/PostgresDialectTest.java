package dev.cairn.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What can be said of PostgreSQL without a server. */
class PostgresDialectTest {
    private final PostgresDialect dialect = new PostgresDialect("db.example/cairn", new PGSimpleDataSource(), 4);

    @Test
    void tables_shouldCompareTextByItsBytes_whateverTheServersLocale() {
        String records = Schema.tables(dialect.text()).getFirst();

        assertThat(Stream.of("tenant", "run", "kind", "sort"))
                .allSatisfy(column -> assertThat(records).contains(column + " TEXT COLLATE \"C\" NOT NULL"));
    }

    @ParameterizedTest
    @CsvSource({
        "08001, server runs and can be reached",
        "57P01, server runs and can be reached",
        "28P01, 'the user, the password'",
        "3D000, the database's name",
        "53100, out of space",
        "42501, right to create and write",
        "25006, right to create and write",
        "XX000, try again"
    })
    void fault_shouldSayWhatToDo(String state, String remedy) {
        assertThat(dialect.fault("read run acme/r", new SQLException("it said this", state)))
                .hasMessageStartingWith("Could not read run acme/r in the index db.example/cairn: it said this")
                .hasMessageContaining("SQLSTATE " + state)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"40001, true", "40P01, true", "23505, false", "null, false"},
            nullValues = "null")
    void shouldRetry_shouldHold_whenTheServerTookAllBackAndAsksFor(String state, boolean retry) {
        assertThat(dialect.shouldRetry(new SQLException("it said this", state))).isEqualTo(retry);
    }

    @Test
    void dialect_shouldBeRefused_whenItHasNoSession() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PostgresDialect("db", new PGSimpleDataSource(), 0))
                .withMessageContaining("sessions must be 1 or more, was 0");
    }
}
