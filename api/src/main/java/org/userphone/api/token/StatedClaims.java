package org.userphone.api.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a token says of itself. None of it is checked: whoever made the token may have written
 * anything.
 *
 * @param algorithm {@code alg} of its header
 * @param keyId {@code kid} of its header
 * @param audiences {@code aud}, sorted
 * @param expiresAt {@code exp}; empty if there is none, or none that is a point in time
 * @param notBefore {@code nbf}, likewise
 * @param issuedAt {@code iat}, likewise
 */
public record StatedClaims(
        String algorithm,
        Optional<String> keyId,
        Optional<String> issuer,
        List<String> audiences,
        Optional<Instant> expiresAt,
        Optional<Instant> notBefore,
        Optional<Instant> issuedAt) {}
