package org.userphone.domain.user;

import java.util.Optional;

/**
 * A machine user: the account of a program, without e-mail address and number (protocol section
 * 1.2).
 */
public record Machine(String name, Optional<String> description, AccessTokenType accessTokenType)
        implements UserType {

    /** The kind of token that the identity provider issues to the program. */
    public enum AccessTokenType {
        BEARER,
        JWT
    }
}
