package org.userphone.domain.user;

import org.userphone.domain.Rejection.Reason;

/** The limits that can refuse a request about a user. */
public enum Limit {
    /** Wrong codes that were entered for the number. */
    PHONE_CODE_ATTEMPTS(Reason.TOO_MANY_ATTEMPTS),
    /** Replacements of the code for the number. */
    PHONE_CODE_RESENDS(Reason.RESEND_TOO_SOON),
    /** Wrong codes that were entered for the e-mail address. */
    EMAIL_CODE_ATTEMPTS(Reason.TOO_MANY_ATTEMPTS),
    /** SMS to the number. */
    SMS_TO_NUMBER(Reason.SMS_TO_NUMBER_LIMITED),
    /** SMS to the user, whatever the number. */
    SMS_OF_USER(Reason.SMS_OF_USER_LIMITED),
    /** SMS that were requested from the client address. */
    SMS_FROM_ADDRESS(Reason.SMS_FROM_ADDRESS_LIMITED),
    /** SMS to numbers with the same prefix. */
    SMS_TO_PREFIX(Reason.SMS_TO_PREFIX_LIMITED),
    /** SMS to the country within a day. */
    SMS_TO_COUNTRY(Reason.SMS_TO_COUNTRY_LIMITED),
    /** The cost of the SMS of the organisation within a day. */
    SMS_BUDGET(Reason.SMS_BUDGET_SPENT),
    /** Codes that were sent to numbers with the same prefix and not entered. */
    SMS_BREAKER(Reason.SMS_BREAKER_OPEN),
    /** Wrong codes that a caller, or a client address, has entered for others. */
    CODES_OF_OTHERS(Reason.TOO_MANY_ATTEMPTS),
    /** Changes of users to their own account. */
    SELF_CHANGES(Reason.SELF_CHANGES_LIMITED),
    /** The number, which another user has verified. */
    PHONE_TAKEN(Reason.PHONE_TAKEN),
    /** The user's verified number, which another user has tried to verify. */
    PHONE_WANTED(Reason.PHONE_TAKEN);

    final Reason reason;

    Limit(Reason reason) {
        this.reason = reason;
    }
}
