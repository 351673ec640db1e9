package org.userphone.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.userphone.domain.Database;

/**
 * The configured database, asked over a connection of its own: a pool that is busy is no database
 * that is down, and EclipseLink would try again for ten seconds before it says no.
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
