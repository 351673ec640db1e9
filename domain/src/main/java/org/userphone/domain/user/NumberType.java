package org.userphone.domain.user;

/** What a number is for, as its country's plan has it; the names are libphonenumber's. */
public enum NumberType {
    FIXED_LINE,
    MOBILE,
    /** One or the other: the plan does not tell them apart. */
    FIXED_LINE_OR_MOBILE,
    TOLL_FREE,
    PREMIUM_RATE,
    /** The caller pays more than usual, the owner the rest. */
    SHARED_COST,
    VOIP,
    PERSONAL_NUMBER,
    PAGER,
    /** A company's number, wherever it is answered. */
    UAN,
    VOICEMAIL,
    /** The plan does not know it. */
    UNKNOWN
}
