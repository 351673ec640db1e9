package org.userphone.domain.account;

import jakarta.inject.Inject;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ChosenIds;
import org.userphone.domain.access.KnowOrganisation;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Ids;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Users;

/**
 * Checks what a new user needs: a known organisation, and an id and a username that nobody else
 * has.
 */
@Collaborator
public class Vacancies {

    private final Users users;
    private final KnowOrganisation organisations;
    private final Ids ids;
    private final ChosenIds chosen;

    @Inject
    public Vacancies(Users users, KnowOrganisation organisations, Ids ids, ChosenIds chosen) {
        this.users = users;
        this.organisations = organisations;
        this.ids = ids;
        this.chosen = chosen;
    }

    /** The same among other users. */
    Vacancies over(Users others) {
        return new Vacancies(others, organisations, ids, chosen);
    }

    /**
     * An absent user with a new id, to whom the events of adding can be recorded. This requires
     * {@code user.write} in the organisation, even if the id would be the caller's own: only a
     * holder of that permission may get a code or vouch for a number.
     *
     * @throws Rejection with, in this order, {@link Reason#PERMISSION_MISSING} or {@link
     *     Reason#ORGANISATION_UNKNOWN}
     */
    User vacant(Caller caller, OrganisationId organisation) {
        require(caller, organisation);
        return User.absent(new UserId(ids.next()), organisation);
    }

    /**
     * An absent user with this id, if the caller may choose ids; otherwise as {@link
     * #vacant(Caller, OrganisationId)}.
     *
     * @throws Rejection with, in this order, {@link Reason#PERMISSION_MISSING}, {@link
     *     Reason#ORGANISATION_UNKNOWN}, {@link Reason#USER_ID_NOT_CHOSEN} or {@link
     *     Reason#USER_EXISTS}
     */
    User vacant(Caller caller, OrganisationId organisation, UserId id) {
        require(caller, organisation);
        if (!chosen.areOpenTo(caller)) {
            throw new Rejection(Reason.USER_ID_NOT_CHOSEN);
        }
        return users.vacant(id, organisation);
    }

    private void require(Caller caller, OrganisationId organisation) {
        caller.require(Permission.USER_WRITE, organisation);
        organisations.require(organisation, Reason.ORGANISATION_UNKNOWN);
    }

    /**
     * @return the username
     * @throws Rejection with {@link Reason#USERNAME_TAKEN} if another user has it, whatever the
     *     case
     */
    String free(String username) {
        if (users.isUsernameTaken(username)) {
            throw new Rejection(Reason.USERNAME_TAKEN);
        }
        return username;
    }
}
