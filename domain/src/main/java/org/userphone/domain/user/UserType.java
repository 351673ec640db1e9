package org.userphone.domain.user;

/** What kind of account a user is. */
public sealed interface UserType permits Human, Machine, UserType.Nobody {

    /** There is no account: none was added yet, or it was deleted. */
    record Nobody() implements UserType {}
}
