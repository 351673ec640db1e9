package org.userphone.domain.account;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.userphone.domain.Rejection;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.User;

/** Changes a human user as an identity provider wants it, in one transaction. */
@UseCase
public class PushHumanUpdate {

    private final UpdateHuman updateHuman;
    private final LinkUser linkUser;

    @Inject
    public PushHumanUpdate(UpdateHuman updateHuman, LinkUser linkUser) {
        this.updateHuman = updateHuman;
        this.linkUser = linkUser;
    }

    /**
     * @param before the link that the caller has seen
     * @throws Rejection as {@link UpdateHuman#update} and {@link LinkUser#link} do
     */
    @Transactional(dontRollbackOn = Rejection.Remembered.class)
    public User update(Caller caller, UserId id, HumanUpdate update, Link before, Link after) {
        updateHuman.update(caller, id, update);
        return linkUser.link(caller, id, before, after);
    }
}
