package org.userphone.domain.user;

import java.util.Optional;

/** The account of a program; it has no address and no number (protocol section 1.2). */
public record Machine(String name, Optional<String> description, AccessTokenType accessTokenType)
        implements UserType {

    /** The kind of token that the identity provider is to give the program. */
    public enum AccessTokenType {
        BEARER,
        JWT
    }
}
