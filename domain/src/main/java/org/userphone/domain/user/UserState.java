package org.userphone.domain.user;

/**
 * The state of a user account (protocol section 1.2). Calls about the number are allowed in all
 * states but {@link #ABSENT} (section 2.2).
 */
public enum UserState {
    /** The user has not been added yet, or has been deleted. */
    ABSENT,
    ACTIVE,
    /** Deactivated. */
    INACTIVE,
    LOCKED
}
