package org.userphone.api.token;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.userphone.domain.access.Caller;

/**
 * A token that passed every check.
 *
 * @param caller who makes the call, by the token's claims
 */
public record VerifiedToken(Caller caller, JsonWebToken token) {}
