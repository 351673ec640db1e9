package org.userphone.domain.user;

/** A person's gender, in the contract's words (protocol section 1.2). */
public enum Gender {
    UNSPECIFIED,
    FEMALE,
    MALE,
    DIVERSE
}
