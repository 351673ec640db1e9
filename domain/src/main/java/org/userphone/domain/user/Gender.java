package org.userphone.domain.user;

/** The gender of a person, in the terms of the contract (protocol section 1.2). */
public enum Gender {
    UNSPECIFIED,
    FEMALE,
    MALE,
    DIVERSE
}
