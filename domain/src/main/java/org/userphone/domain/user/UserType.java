package org.userphone.domain.user;

/** What a user is: a human, a machine or nobody. */
public sealed interface UserType permits Human, Machine, UserType.Nobody {

    /** Nobody: the user has not been added yet, or has been deleted. */
    record Nobody() implements UserType {}
}
