package org.userphone.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;

/**
 * Writes the file of an embedded database anew when the application ends, with what is in the
 * tables and nothing else: H2 itself leaves rows that were deleted in the file until it needs their
 * room.
 */
@Dependent
class Compaction {

    private static final Logger LOG = System.getLogger(Compaction.class.getName());

    /** Nothing of the application asks the database any more; the server's pool may. */
    void compact(@Observes @Destroyed(ApplicationScoped.class) Object ended) {
        var dataSource = new UserphoneDataSource();
        try {
            compact(dataSource.settings());
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "The database file still holds what was deleted.", e);
        }
    }

    /**
     * Closes the database, whoever is connected, if it is a file that nobody else may have open.
     */
    static void compact(DatabaseSettings settings) throws SQLException {
        if (settings.isOwnFile()) {
            try (var connection = settings.connect();
                    var statement = connection.createStatement()) {
                statement.execute("shutdown compact");
            }
        }
    }
}
