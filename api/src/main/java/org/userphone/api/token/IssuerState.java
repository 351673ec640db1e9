package org.userphone.api.token;

import java.util.List;

/**
 * An issuer whose tokens are accepted, and its keys as this node has them. Lists are sorted.
 *
 * @param name in the settings
 * @param issuers the values that {@code iss} in its tokens may have
 * @param audiences of which a token must name one
 * @param algorithms that its tokens may use, by their names in JWA
 */
public record IssuerState(
        String name,
        List<String> issuers,
        List<String> audiences,
        List<String> algorithms,
        KeyState keys) {}
