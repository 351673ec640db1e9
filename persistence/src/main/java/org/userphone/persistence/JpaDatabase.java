package org.userphone.persistence;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import org.userphone.domain.Database;

/** The database behind the entity manager. */
@Dependent
class JpaDatabase implements Database {

    private static final int TIMEOUT_MILLIS = 2000;

    private final EntityManager entityManager;

    @Inject
    JpaDatabase(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * {@inheritDoc}
     *
     * <p>In no transaction, because a failure would mark it for rollback.
     */
    @Override
    @Transactional(NOT_SUPPORTED)
    public boolean answers() {
        try {
            entityManager
                    .createNativeQuery("select 1")
                    .setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS)
                    .getSingleResult();
            return true;
        } catch (PersistenceException e) {
            return false;
        }
    }
}
