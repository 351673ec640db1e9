package org.userphone.persistence;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Where the adapters get their entity manager from, by constructor. The producer lives in this jar
 * because a library of an EAR sees no bean of its WAR.
 */
@Dependent
@DataSourceDefinition(
        name = "java:app/jdbc/userphone",
        className = "org.userphone.persistence.UserphoneDataSource",
        minPoolSize = 1,
        maxPoolSize = 64,
        properties = "description=userphone")
class EntityManagers {

    @Produces
    @PersistenceContext(unitName = "userphone")
    private EntityManager entityManager;
}
