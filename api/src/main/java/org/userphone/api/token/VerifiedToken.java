package org.userphone.api.token;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.userphone.domain.access.Caller;

/** A token that passed every check, and the caller it speaks for. */
public record VerifiedToken(Caller caller, JsonWebToken token) {}
