package org.userphone.domain.account;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.userphone.domain.Rejection;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.user.User;

/** Adds a human user whom an identity provider has, in one transaction. */
@UseCase
public class PushNewHuman {

    private final AddHuman addHuman;
    private final LinkUser linkUser;

    @Inject
    public PushNewHuman(AddHuman addHuman, LinkUser linkUser) {
        this.addHuman = addHuman;
        this.linkUser = linkUser;
    }

    /**
     * @throws Rejection as {@link AddHuman#add} and {@link LinkUser#link} do
     */
    @Transactional(dontRollbackOn = Rejection.Remembered.class)
    public User add(Caller caller, NewHuman human, Link link) {
        var added = addHuman.add(caller, human).user();
        return linkUser.link(caller, added.id(), Link.NONE, link);
    }
}
