package org.userphone.domain.user;

/** Where a verified number belongs to one user only. */
public enum Uniqueness {
    /** Nowhere: any number of users may have verified the same number, as in ZITADEL. */
    NONE,
    /** Among the users of one organisation. */
    ORGANISATION,
    /** Among all users. */
    INSTANCE
}
