package org.userphone.domain.installation;

import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemoryInstallationTest implements InstallationContract {

    private final Installation installation = new InMemoryInstallation();

    @Override
    public Installation installation() {
        return installation;
    }

    @Override
    public Transactions transactions() {
        return new InMemory();
    }
}
