package org.userphone.persistence;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.StartRefused;

/** Migrates the tables before the application uses them. */
@Dependent
class Migrations {

    private static final Logger LOG = System.getLogger(Migrations.class.getName());

    /**
     * Migrates at the start, over connections of its own, which Flyway closes. After that what the
     * tables hold can be looked at.
     */
    void migrate(
            @Observes @Priority(ApplicationStart.TABLES) ApplicationStart start,
            DatabaseSettings settings,
            DatabaseFile file,
            KeyUse keys) {
        file.open();
        migrate(new UserphoneDataSource(settings.withoutBound()));
        keys.check().forEach(start::found);
    }

    /**
     * Migrates the tables; does nothing if they are up to date. Several nodes may do this at the
     * same time. Tables that a newer program has migrated are used as they are, because migrations
     * take nothing away that the program before them needs; the log says so.
     *
     * @throws StartRefused if the database cannot be reached or contains other tables, or if the
     *     migrations themselves are not found
     */
    static void migrate(UserphoneDataSource dataSource) {
        try {
            var flyway =
                    Flyway.configure(Migrations.class.getClassLoader())
                            .dataSource(dataSource)
                            .locations(
                                    dataSource.settings().isPostgreSql()
                                            ? new String[] {
                                                "classpath:db", "classpath:db-postgresql"
                                            }
                                            : new String[] {"classpath:db"})
                            .callbackLocations("classpath:db")
                            .load();
            flyway.migrate();
            check(flyway.info().all());
            tellOfPooler(dataSource);
        } catch (FlywayException e) {
            throw new StartRefused(
                    "The tables of the database at "
                            + dataSource.settings().address()
                            + " cannot be brought up to date.",
                    e);
        }
    }

    private static void tellOfPooler(UserphoneDataSource dataSource) {
        if (dataSource.isPooled()) {
            LOG.log(
                    Level.INFO,
                    "A pooler such as PgBouncer stands before the database at {0}, so no statement"
                            + " stays prepared there, as with prepareThreshold=0. Where the pooler"
                            + " can keep prepared statements, prepareThreshold=5 in userphone.db.url"
                            + " is faster.",
                    dataSource.settings().address());
        }
    }

    private static void check(MigrationInfo[] migrations) {
        var known = newest(migrations, info -> info.getState().isResolved());
        if (known.isEmpty()) { // some class loaders do not show what is in a folder
            throw new StartRefused("The migrations of the tables are not found in this package.");
        }
        newest(migrations, info -> info.getState() == MigrationState.FUTURE_SUCCESS)
                .ifPresent(
                        version ->
                                LOG.log(
                                        Level.WARNING,
                                        "The tables have version {0}, and this program knows"
                                                + " version {1}: a newer program uses them, too.",
                                        version,
                                        known.get()));
    }

    private static Optional<MigrationVersion> newest(
            MigrationInfo[] migrations, Predicate<MigrationInfo> condition) {
        return Stream.of(migrations)
                .filter(condition)
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }
}
