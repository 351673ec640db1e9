package org.userphone.domain.access;

import java.util.Optional;
import java.util.Set;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Who makes a call, as a verified token tells it. A permission holds either in every organisation
 * of the instance or in the caller's own organisation only. It is always checked against the
 * organisation that owns the target user (protocol section 2.8).
 *
 * @param id the caller's own user id; such a user need not exist here
 * @param organisation the caller's organisation, if the token or its issuer names one
 * @param everywhere permissions that hold in every organisation
 * @param inOrganisation permissions that hold in the caller's organisation only
 * @param address the address that the call comes from
 */
public record Caller(
        UserId id,
        Optional<OrganisationId> organisation,
        Set<Permission> everywhere,
        Set<Permission> inOrganisation,
        ClientAddress address) {

    public Caller {
        everywhere = Set.copyOf(everywhere);
        inOrganisation = Set.copyOf(inOrganisation);
    }

    /** The same caller with the address that the call comes from. */
    public Caller at(ClientAddress from) {
        return new Caller(id, organisation, everywhere, inOrganisation, from);
    }

    /**
     * Whether the caller is this user: the ids are the same, and so are the organisations, if the
     * caller's is known. The id alone would let the people of one organisation be those of another
     * who carry the same ids.
     *
     * @param owner the organisation that owns the user
     */
    public boolean is(UserId user, OrganisationId owner) {
        return id.equals(user) && (organisation.isEmpty() || organisation.get().equals(owner));
    }

    public boolean may(Permission permission, OrganisationId owner) {
        return everywhere.contains(permission)
                || inOrganisation.contains(permission)
                        && organisation.filter(owner::equals).isPresent();
    }

    /** Whether the caller is this user or has the permission in the organisation of the user. */
    public boolean isOrMay(UserId user, Permission permission, OrganisationId owner) {
        return is(user, owner) || may(permission, owner);
    }

    /**
     * @throws Rejection with {@link Reason#PERMISSION_MISSING} if the caller lacks the permission
     *     in this organisation
     */
    public void require(Permission permission, OrganisationId owner) {
        if (!may(permission, owner)) {
            throw new Rejection(Reason.PERMISSION_MISSING);
        }
    }

    /**
     * Checks a permission for something that belongs to the instance and not to an organisation.
     *
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED} if the caller lacks it
     */
    public void requireEverywhere(Permission permission) {
        if (!everywhere.contains(permission)) {
            throw new Rejection(Reason.CALL_NOT_PERMITTED);
        }
    }

    /**
     * Checks a permission that users do not need for their own account.
     *
     * @throws Rejection with {@link Reason#PERMISSION_MISSING} if the caller is another user and
     *     lacks the permission
     */
    public void requireSelfOr(Permission permission, UserId user, OrganisationId owner) {
        if (!is(user, owner)) {
            require(permission, owner);
        }
    }
}
