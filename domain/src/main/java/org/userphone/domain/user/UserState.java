package org.userphone.domain.user;

/** The state of a user account (protocol section 1.2); none of them bars a phone call (2.2). */
public enum UserState {
    /** Not added yet, or deleted. */
    ABSENT,
    ACTIVE,
    /** Deactivated. */
    INACTIVE,
    LOCKED
}
