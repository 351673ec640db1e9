package org.userphone.persistence;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.eclipse.microprofile.config.Config;

/**
 * Where the adapters get their entity manager from, by constructor, and the server its pool of
 * connections, with what both are set to. They live in this jar because a library of an EAR sees no
 * bean of its WAR.
 *
 * <p>Payara keeps a connection for ever, even if the database was started again meanwhile, unless
 * it is told to look; other servers have their own ways and pass over what they do not know.
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

    /** Read once: a call that asks which database it is does not read the configuration. */
    @Produces
    @Singleton
    static DatabaseSettings settings(Config config) {
        return DatabaseSettings.of(config);
    }
}
