package org.userphone.persistence;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.userphone.domain.StartRefused;

/** Migrates the tables before the application uses them. */
@Dependent
class Migrations {

    private static final int FIRST = 1;

    /**
     * Migrates at the start. The data source of the server is not available yet, so this opens its
     * own connections.
     */
    void migrate(@Observes @Priority(FIRST) @Initialized(ApplicationScoped.class) Object started) {
        migrate(new UserphoneDataSource());
    }

    /**
     * Migrates the tables; does nothing if they are up to date. Several nodes may do this at the
     * same time.
     *
     * @throws StartRefused if the database cannot be reached or contains other tables
     */
    static void migrate(UserphoneDataSource dataSource) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(
                            dataSource.settings().isPostgreSql()
                                    ? new String[] {"classpath:db", "classpath:db-postgresql"}
                                    : new String[] {"classpath:db"})
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StartRefused(
                    "The tables of the database at "
                            + dataSource.settings().address()
                            + " cannot be brought up to date.",
                    e);
        }
    }
}
