package org.userphone.domain.user;

import org.userphone.domain.Rejection;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;

/**
 * How a caller wants a number or e-mail address to be verified: the {@code verification} oneof of
 * the contract.
 */
public enum Verification {
    /**
     * A code is sent to the number or address. For a number, this is also what an absent oneof
     * means.
     */
    SEND_CODE,
    /** A code is made and returned to the caller. */
    RETURN_CODE,
    /** The caller vouches for the number or address. */
    ALREADY_VERIFIED,
    /**
     * The number or address is stored unverified, and no code is made. For an e-mail address, this
     * is what an absent oneof means. For a number, callers cannot ask for it; {@code
     * ResendPhoneCode} then makes the first code.
     */
    NONE;

    /**
     * Checks the permission: {@code user.write}, or for users themselves none if the choice is open
     * to them.
     *
     * @throws Rejection with PERMISSION_MISSING
     */
    public void authorise(Caller caller, User user) {
        if (isOpenToSelf()) {
            caller.requireSelfOr(Permission.USER_WRITE, user.id(), user.resourceOwner());
        } else {
            caller.require(Permission.USER_WRITE, user.resourceOwner());
        }
    }

    /**
     * Whether users may choose this for their own account. They may not get the code returned or
     * vouch, because they would verify a number that they have not received anything on.
     */
    public boolean isOpenToSelf() {
        return this == SEND_CODE || this == NONE;
    }
}
