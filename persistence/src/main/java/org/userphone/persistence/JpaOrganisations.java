package org.userphone.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Organisations;

/** The organisations in the database. */
@Dependent
class JpaOrganisations implements Organisations {

    private final EntityManager entityManager;

    @Inject
    JpaOrganisations(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public boolean knows(OrganisationId id) {
        return entityManager.find(OrganisationRow.class, id.value()) != null;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A native query, because only the database can ignore a row that another transaction
     * inserts at the same moment, without failing the transaction.
     */
    @Override
    @Transactional
    public void remember(OrganisationId id) {
        entityManager
                .createNativeQuery(
                        "insert into organisation (id) values (?) on conflict do nothing")
                .setParameter(1, id.value())
                .executeUpdate();
    }
}
