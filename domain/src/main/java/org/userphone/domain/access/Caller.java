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
 * @param origin where the call comes from
 */
public record Caller(
        UserId id,
        Optional<OrganisationId> organisation,
        Set<Permission> everywhere,
        Set<Permission> inOrganisation,
        Origin origin) {

    public Caller {
        everywhere = Set.copyOf(everywhere);
        inOrganisation = Set.copyOf(inOrganisation);
    }

    /** The same caller with another origin of the call. */
    public Caller at(Origin from) {
        return new Caller(id, organisation, everywhere, inOrganisation, from);
    }

    /** The address that the call comes from. */
    public ClientAddress address() {
        return origin.address();
    }

    /**
     * The address of the person at the other end: that of the call, unless the caller has {@code
     * user.write} in this organisation and so is a back end that calls for many people. Then it is
     * the one that was forwarded, and empty if none was.
     */
    public Optional<ClientAddress> endUser(OrganisationId owner) {
        return may(Permission.USER_WRITE, owner) ? origin.endUser() : Optional.of(address());
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
            throw new Rejection(Reason.PERMISSION_MISSING, permission.needed());
        }
    }

    /**
     * Checks a permission for something that belongs to the instance and not to an organisation.
     *
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED} if the caller lacks it
     */
    public void requireEverywhere(Permission permission) {
        if (!everywhere.contains(permission)) {
            throw new Rejection(Reason.CALL_NOT_PERMITTED, permission.needed());
        }
    }

    /**
     * Checks a permission for a look at all organisations, of which the caller may see one or all.
     *
     * @return the only organisation in which the permission holds; empty if it holds in every one
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED} if it holds in none
     */
    public Optional<OrganisationId> confinedTo(Permission permission) {
        if (everywhere.contains(permission)) {
            return Optional.empty();
        }
        if (organisation.isEmpty() || !inOrganisation.contains(permission)) {
            throw new Rejection(Reason.CALL_NOT_PERMITTED, permission.needed());
        }
        return organisation;
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
