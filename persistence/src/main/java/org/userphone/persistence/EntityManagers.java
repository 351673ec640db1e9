package org.userphone.persistence;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.eclipse.microprofile.config.Config;

/**
 * Produces the entity manager and the database settings that the adapters inject, and defines the
 * server's connection pool. This is in the library because a library of an EAR cannot see the beans
 * of its WAR.
 *
 * <p>Payara keeps connections for ever, even if the database has been restarted meanwhile, unless
 * it is told to validate them. Other servers have their own settings and ignore these.
 */
@Dependent
@DataSourceDefinition(
        name = "java:app/jdbc/userphone",
        className = "org.userphone.persistence.UserphoneDataSource",
        minPoolSize = 1,
        maxPoolSize = 32,
        properties = {
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname="
                    + "org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            "fish.payara.fail-all-connections=true"
        })
class EntityManagers {

    @Produces
    @PersistenceContext(unitName = "userphone")
    private EntityManager entityManager;

    /** The settings, read once, so that no call reads the configuration again. */
    @Produces
    @Singleton
    static DatabaseSettings settings(Config config) {
        return DatabaseSettings.of(config);
    }
}
