package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcDatabaseTest {

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatIsThereAnswers(Engine engine) {
        assertThat(new JdbcDatabase(engine.newDatabase()).answers()).isTrue();
    }

    @Test
    void aDatabaseThatWentAwayDoesNot() throws SQLException {
        var settings = Engine.POSTGRESQL.newDatabase();
        var database = new JdbcDatabase(settings);
        try (var connection = Engine.POSTGRESQL.newDatabase().connect();
                var statement = connection.createStatement()) {
            statement.execute("drop database " + settings.url().replaceAll(".*/", ""));
        }

        assertThat(database.answers()).isFalse();
    }
}
