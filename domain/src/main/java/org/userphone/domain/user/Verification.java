package org.userphone.domain.user;

import org.userphone.domain.Rejection;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;

/** How a number or an address is to be proved: the contract's {@code verification} oneof. */
public enum Verification {
    /** A code is sent to it; also what an absent oneof means for a phone. */
    SEND_CODE,
    /** A code is made and returned to the caller. */
    RETURN_CODE,
    /** The caller vouches for it. */
    ALREADY_VERIFIED,
    /** It is stored unproved and no code is made; what an absent oneof means for an e-mail. */
    NONE;

    /**
     * Lets holders of {@code user.write} pass, and the users themselves where this is open to them.
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

    /** Whether users may choose this for themselves, who else would prove what they never got. */
    public boolean isOpenToSelf() {
        return this == SEND_CODE || this == NONE;
    }
}
