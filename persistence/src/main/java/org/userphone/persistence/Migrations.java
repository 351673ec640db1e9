package org.userphone.persistence;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.userphone.domain.StartRefused;

/** Brings the tables up to date before anything asks for them. */
@Dependent
class Migrations {

    private static final int FIRST = 1;

    /** The server's own data source is not there yet, so this opens connections by itself. */
    void migrate(@Observes @Priority(FIRST) @Initialized(ApplicationScoped.class) Object started) {
        migrate(new UserphoneDataSource());
    }

    /**
     * Does nothing if the tables are up to date; several nodes may do it at once.
     *
     * @throws StartRefused if the database cannot be reached or its tables are not ours
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
