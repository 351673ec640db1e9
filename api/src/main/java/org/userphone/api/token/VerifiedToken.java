package org.userphone.api.token;

import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.userphone.domain.access.Caller;

/**
 * A token that passed every check.
 *
 * @param caller who makes the call, by the token's claims
 * @param roles that the token names
 * @param identity the person of whom a user is to be made; empty if no user is
 */
public record VerifiedToken(
        Caller caller, JsonWebToken token, RoleClaim roles, Optional<IdentityClaims> identity) {}
