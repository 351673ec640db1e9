package org.userphone.persistence;

import static jakarta.persistence.LockModeType.NONE;
import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import org.userphone.domain.provider.InstanceEvent;
import org.userphone.domain.provider.SmsConfiguration;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.user.EventQuery;

/**
 * The SMS providers in the database. There are few, so all rows are read, and all are written anew.
 */
@Dependent
@Transactional
class JpaSmsProviders implements SmsProviders {

    private final EntityManager entityManager;
    private final Keyring keys;

    @Inject
    JpaSmsProviders(EntityManager entityManager, Keyring keys) {
        this.entityManager = entityManager;
        this.keys = keys;
    }

    @Override
    public SmsConfiguration all() {
        return read(NONE);
    }

    @Override
    public SmsConfiguration lock() {
        return read(PESSIMISTIC_WRITE);
    }

    private SmsConfiguration read(LockModeType mode) {
        var sequence = instance(mode).sequence();
        return new SmsConfiguration(
                sequence,
                entityManager
                        .createQuery(
                                "select p from SmsProviderRow p order by p.place",
                                SmsProviderRow.class)
                        .getResultStream()
                        .map(row -> row.toProvider(keys))
                        .toList());
    }

    private InstanceRow instance(LockModeType mode) {
        return entityManager.find(InstanceRow.class, InstanceEvent.INSTANCE, mode);
    }

    @Override
    public void keep(SmsConfiguration.Change change) {
        var after = change.after();
        instance(NONE).moveTo(after.sequence());
        entityManager.persist(new InstanceEventRow(change.event()));
        entityManager.flush();
        entityManager.clear();
        entityManager.createQuery("delete from SmsProviderRow p").executeUpdate();
        for (int place = 0; place < after.providers().size(); place++) {
            entityManager.persist(new SmsProviderRow(after.providers().get(place), place, keys));
        }
        entityManager.flush();
    }

    @Override
    public List<InstanceEvent> events(EventQuery query) {
        var conditions = new EventConditions(query);
        var order = " order by e.sequence" + (query.oldestFirst() ? "" : " desc");
        return conditions
                .bindTo(
                        entityManager.createQuery(
                                "select e from InstanceEventRow e" + conditions + order,
                                InstanceEventRow.class))
                .setMaxResults(query.limit())
                .getResultStream()
                .map(InstanceEventRow::toEvent)
                .toList();
    }
}
