package org.userphone.domain.secret;

import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;

import java.util.Optional;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.NewHuman;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.People;
import org.userphone.domain.user.Verification;

class InMemorySealedThingsTest implements SealedThingsContract {

    private final InMemoryDomain domain = new InMemoryDomain();

    @Override
    public SealedThings things() {
        return new InMemorySealedThings(domain.users, domain.outbox, domain.keys);
    }

    @Override
    public String key() {
        return "k1";
    }

    @Override
    public void addHuman(UserId id) {
        domain.add(
                ADMIN,
                new NewHuman(
                        ACME,
                        Optional.of(id),
                        Optional.empty(),
                        People.profile("Given", "Family"),
                        new EmailAddress(id + "@example.com"),
                        Verification.RETURN_CODE,
                        Optional.empty(),
                        Verification.NONE));
    }

    @Override
    public void setPhone(UserId id, String number) {
        domain.set(ADMIN, id, number, Verification.SEND_CODE);
    }
}
