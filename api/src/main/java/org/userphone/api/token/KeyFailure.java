package org.userphone.api.token;

import java.time.Instant;

/**
 * The keys of an issuer could not be read.
 *
 * @param why as the log has it, without their location
 */
public record KeyFailure(Instant at, String why) {}
