package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class JpaDatabaseTest {

    @Test
    void aDatabaseThatWentAwayDoesNotAnswer() throws SQLException {
        var settings = Engine.POSTGRESQL.newDatabase();
        var database = new JpaDatabase(new TestDatabase(settings).withoutTransaction());
        assertThat(database.answers()).isTrue();

        shut(settings.url().replaceAll(".*/", ""));

        assertThat(database.answers()).isFalse();
    }

    /** Nobody may connect any more, and who is connected is thrown out. */
    private static void shut(String name) throws SQLException {
        try (var connection = Engine.POSTGRESQL.newDatabase().connect();
                var statement = connection.createStatement()) {
            statement.execute("alter database " + name + " allow_connections false");
            statement.execute(
                    "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                            + " where datname = '"
                            + name
                            + "'");
        }
    }
}
