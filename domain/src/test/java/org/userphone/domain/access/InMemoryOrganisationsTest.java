package org.userphone.domain.access;

import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemoryOrganisationsTest implements OrganisationsContract {

    private final Organisations organisations = new InMemoryOrganisations();

    @Override
    public Organisations organisations() {
        return organisations;
    }

    @Override
    public Transactions transactions() {
        return new InMemory();
    }
}
