package org.userphone.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;

/**
 * How long a statement may search before the database ends it, so that nobody keeps the database
 * busy by queries. A search that takes longer fails as in an outage.
 */
@Dependent
class SearchTimeout {

    private static final Logger LOG = System.getLogger(SearchTimeout.class.getName());

    private static final Duration MAX = Duration.ofMinutes(5);

    /** What a search may take longer until its connection is cut, in the place of a cancel. */
    private static final Duration CANCEL = Duration.ofSeconds(1);

    private final Duration timeout;

    /**
     * @throws StartRefused if the setting is not a duration from 1 second to 5 minutes
     */
    @Inject
    SearchTimeout(Config config) {
        this(new Settings(config).read("userphone.db.search", SearchTimeout::parse));
    }

    SearchTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    private static Duration parse(String text) {
        var timeout = Duration.parse(text);
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("it is PT1S to PT5M");
        }
        return timeout;
    }

    /**
     * The result of a search, if the database finds it in time. A connection is cut when it is
     * silent for longer than other statements may take, so that is put off for a longer search. H2
     * keeps the time-out of a statement for all that follow on the same connection, which is why it
     * is taken back.
     */
    <T> T within(EntityManager entityManager, Query query, Function<Query, T> search) {
        var connection = entityManager.unwrap(Connection.class);
        patient(connection);
        query.setHint("jakarta.persistence.query.timeout", (int) timeout.toMillis());
        try {
            return search.apply(query);
        } finally {
            reset(connection);
        }
    }

    /** The pool takes this back when it gets the connection back. */
    private void patient(Connection connection) {
        try {
            int silence = (int) timeout.plus(CANCEL).toMillis();
            if (connection.getNetworkTimeout() < silence) {
                connection.setNetworkTimeout(Runnable::run, silence);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a connection knows no network time-out", e);
        }
    }

    /** A connection that is lost has none to take back, and the search tells why it is lost. */
    private static void reset(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(0);
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "A time-out of a connection cannot be taken back.", e);
        }
    }
}
