package org.userphone.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.userphone.domain.Database;

/**
 * Asks the database over a connection of its own. Through the pool, a busy pool would look like a
 * database that is down, and EclipseLink would retry for ten seconds before it fails.
 */
@Dependent
class JdbcDatabase implements Database {

    private static final int TIMEOUT_SECONDS = 2;

    private final DatabaseSettings settings;

    @Inject
    JdbcDatabase(DatabaseSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean answers() {
        try (var connection = settings.connect()) {
            return connection.isValid(TIMEOUT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }
}
