package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineTest {

    /** Other versions are named by {@code -Dpostgres.version=…}. */
    @Test
    void thePostgreSqlOfTheTestsIsOfTheVersionThatTheBuildNames() throws Exception {
        try (var connection = Engine.POSTGRESQL.newDatabase().connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("show server_version")) {
            result.next();
            assertThat(System.getProperty("postgres.version"))
                    .startsWith(result.getString(1) + ".");
        }
    }
}
