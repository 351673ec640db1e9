package org.userphone.domain.user;

import org.userphone.domain.Rejection.Reason;

/** What a user, or somebody trying at a user, can do too often. */
public enum Limit {
    /** Codes entered for the number. */
    PHONE_CODE_ATTEMPTS(Reason.TOO_MANY_ATTEMPTS),
    /** Codes made anew for the number. */
    PHONE_CODE_RESENDS(Reason.RESEND_TOO_SOON),
    /** Codes entered for the e-mail address. */
    EMAIL_CODE_ATTEMPTS(Reason.TOO_MANY_ATTEMPTS);

    final Reason reason;

    Limit(Reason reason) {
        this.reason = reason;
    }
}
