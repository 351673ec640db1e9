package org.userphone.domain.access;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The organisations in a set, for tests; it passes the same contract as the real adapter. */
public final class InMemoryOrganisations implements Organisations {

    private final Set<OrganisationId> known = ConcurrentHashMap.newKeySet();

    @Override
    public boolean knows(OrganisationId id) {
        return known.contains(id);
    }

    @Override
    public void remember(OrganisationId id) {
        known.add(id);
    }
}
