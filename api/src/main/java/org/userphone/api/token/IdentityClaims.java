package org.userphone.api.token;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * What a token says of the person who calls, of whom a user is to be made. Nobody has checked the
 * texts yet.
 *
 * @param issuer the name of the issuer in the settings
 * @param user the user id of the caller
 * @param upToDate whether a user who exists is changed to what the token says
 * @param emailVerified whether the issuer says so, and is believed
 * @param phoneVerified whether the issuer says so, and is believed
 */
public record IdentityClaims(
        String issuer,
        UserId user,
        OrganisationId organisation,
        boolean upToDate,
        Optional<String> username,
        Optional<String> givenName,
        Optional<String> familyName,
        Optional<String> nickName,
        Optional<String> name,
        Optional<String> locale,
        Optional<String> email,
        boolean emailVerified,
        Optional<String> phone,
        boolean phoneVerified) {

    static IdentityClaims of(
            String issuer,
            UserId user,
            OrganisationId organisation,
            ProvisionSettings settings,
            Claims claims) {
        return new IdentityClaims(
                issuer,
                user,
                organisation,
                settings.upToDate(),
                text(claims, settings.usernameClaim()),
                text(claims, "given_name"),
                text(claims, "family_name"),
                text(claims, "nickname"),
                text(claims, "name"),
                text(claims, "locale"),
                text(claims, settings.emailClaim()),
                settings.emailVerifiedClaim().filter(claim -> isTrue(claims, claim)).isPresent(),
                text(claims, settings.phoneClaim()),
                settings.phoneVerifiedClaim().filter(claim -> isTrue(claims, claim)).isPresent());
    }

    /**
     * Whether a token was given to a program for itself, and not for a person. RFC 9068 2.2 makes
     * the subject of such a token the id of the client; Entra, Auth0 and Keycloak mark it in ways
     * of their own.
     */
    static boolean areOfAProgram(Claims claims) {
        var clients =
                Stream.of("client_id", "azp", "cid", "appid")
                        .flatMap(claim -> claims.text(claim).stream())
                        .toList();
        return claims.text("sub").filter(clients::contains).isPresent()
                || claims.text("idtyp").filter("app"::equals).isPresent()
                || claims.text("gty").filter("client-credentials"::equals).isPresent()
                || claims.text("preferred_username")
                        .filter(
                                name ->
                                        clients.stream()
                                                .map("service-account-"::concat)
                                                .anyMatch(name::equalsIgnoreCase))
                        .isPresent();
    }

    private static Optional<String> text(Claims claims, String path) {
        return claims.at(path)
                .filter(String.class::isInstance)
                .map(value -> ((String) value).strip())
                .filter(text -> !text.isEmpty());
    }

    /** Some issuers write yes and no as texts. */
    private static boolean isTrue(Claims claims, String path) {
        return claims.at(path).filter(Set.<Object>of(true, "true")::contains).isPresent();
    }

    /** Masked: the person is personal data. */
    @Override
    public String toString() {
        return "IdentityClaims[…]";
    }
}
