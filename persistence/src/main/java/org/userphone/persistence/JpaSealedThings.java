package org.userphone.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.userphone.domain.secret.SealedThings;

/** Counts what hangs on each key. Whole tables are read for it, each of them once. */
@Dependent
@Transactional
class JpaSealedThings implements SealedThings {

    private final EntityManager entityManager;
    private final SearchTimeout timeout;

    @Inject
    JpaSealedThings(EntityManager entityManager, SearchTimeout timeout) {
        this.entityManager = entityManager;
        this.timeout = timeout;
    }

    @Override
    public Map<String, Map<Kind, Long>> counts() {
        var counts = new TreeMap<String, Map<Kind, Long>>();
        for (var table : SealedColumns.ALL) {
            var query = entityManager.createNativeQuery(table.query());
            table.add(timeout.within(entityManager, query, JpaSealedThings::rows), counts);
        }
        return counts;
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }
}
