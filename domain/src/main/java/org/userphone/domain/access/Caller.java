package org.userphone.domain.access;

import java.util.Optional;
import java.util.Set;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Who asks, as a verified token says it. A permission holds either for every organisation of the
 * instance or only for the caller's own; it is always judged on the organisation that owns the
 * target user (protocol section 2.8).
 *
 * @param id the caller's own user id, which need not be a user known here
 * @param organisation the caller's organisation, if the token or its issuer names one
 * @param everywhere permissions from instance-wide roles
 * @param inOrganisation permissions from roles that count in the caller's organisation only
 * @param address where the call comes from
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

    /** The same, calling from there. */
    public Caller at(ClientAddress from) {
        return new Caller(id, organisation, everywhere, inOrganisation, from);
    }

    public boolean is(UserId user) {
        return id.equals(user);
    }

    public boolean may(Permission permission, OrganisationId owner) {
        return everywhere.contains(permission)
                || inOrganisation.contains(permission)
                        && organisation.filter(owner::equals).isPresent();
    }

    /**
     * @throws Rejection with {@link Reason#PERMISSION_MISSING}
     */
    public void require(Permission permission, OrganisationId owner) {
        if (!may(permission, owner)) {
            throw new Rejection(Reason.PERMISSION_MISSING);
        }
    }

    /**
     * For what belongs to the instance and to no organisation.
     *
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public void requireEverywhere(Permission permission) {
        if (!everywhere.contains(permission)) {
            throw new Rejection(Reason.CALL_NOT_PERMITTED);
        }
    }

    /**
     * Lets the users themselves pass, and everybody who holds the permission.
     *
     * @throws Rejection with {@link Reason#PERMISSION_MISSING}
     */
    public void requireSelfOr(Permission permission, UserId user, OrganisationId owner) {
        if (!is(user)) {
            require(permission, owner);
        }
    }
}
