package org.userphone.api.token;

import java.util.Set;

/**
 * The roles of a token as it names them, known here or not.
 *
 * @param issuer the name of the issuer in the settings
 * @param claim the path of the claim that the roles were read from
 */
public record RoleClaim(String issuer, String claim, Set<String> roles) {

    public RoleClaim {
        roles = Set.copyOf(roles);
    }
}
