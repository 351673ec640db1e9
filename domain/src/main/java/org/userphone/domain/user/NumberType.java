package org.userphone.domain.user;

/**
 * The type of a phone number in the numbering plan of its country; the names are libphonenumber's.
 */
public enum NumberType {
    FIXED_LINE,
    MOBILE,
    /** Fixed line or mobile: the numbering plan does not distinguish them. */
    FIXED_LINE_OR_MOBILE,
    TOLL_FREE,
    PREMIUM_RATE,
    /** The cost is shared by the caller and the owner of the number. */
    SHARED_COST,
    VOIP,
    PERSONAL_NUMBER,
    PAGER,
    /** The number of a company (universal access number), answered at any place. */
    UAN,
    VOICEMAIL,
    /** The numbering plan has no such number. */
    UNKNOWN
}
