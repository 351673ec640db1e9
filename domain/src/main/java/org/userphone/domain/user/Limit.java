package org.userphone.domain.user;

import org.userphone.domain.Rejection.Reason;

/** What can be done too often to a user, or by one. */
public enum Limit {
    /** Codes entered for the number. */
    PHONE_CODE_ATTEMPTS(Reason.TOO_MANY_ATTEMPTS),
    /** Codes made anew for the number. */
    PHONE_CODE_RESENDS(Reason.RESEND_TOO_SOON),
    /** Codes entered for the e-mail address. */
    EMAIL_CODE_ATTEMPTS(Reason.TOO_MANY_ATTEMPTS),
    /** SMS to the number. */
    SMS_TO_NUMBER(Reason.SMS_TO_NUMBER_LIMITED),
    /** SMS to the user, whatever the number. */
    SMS_OF_USER(Reason.SMS_OF_USER_LIMITED),
    /** SMS that a client address asked for. */
    SMS_FROM_ADDRESS(Reason.SMS_FROM_ADDRESS_LIMITED),
    /** SMS to numbers that begin alike. */
    SMS_TO_PREFIX(Reason.SMS_TO_PREFIX_LIMITED),
    /** SMS to the country. */
    SMS_TO_COUNTRY(Reason.SMS_TO_COUNTRY_LIMITED),
    /** What the SMS of the organisation cost. */
    SMS_BUDGET(Reason.SMS_BUDGET_SPENT),
    /** Codes to numbers that begin alike, of which few are entered. */
    SMS_BREAKER(Reason.SMS_BREAKER_OPEN);

    final Reason reason;

    Limit(Reason reason) {
        this.reason = reason;
    }
}
