package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

class IdentityClaimsTest {

    private static final Tokens SSO = Tokens.of("ES256", "sso");
    private static final String[] PROVISIONING = {
        "userphone.issuer.default.provision", "true",
        "userphone.issuer.default.organisation.claim", "org"
    };

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));

    @Test
    void aTokenSaysWhoThePersonIs() {
        assertThat(identity(person(), PROVISIONING))
                .contains(
                        new IdentityClaims(
                                "default",
                                new UserId("anna"),
                                new OrganisationId("acme"),
                                false,
                                Optional.of("anna.k"),
                                Optional.of("Anna"),
                                Optional.of("Karenina"),
                                Optional.empty(),
                                Optional.of("Anna Karenina"),
                                Optional.of("ru"),
                                Optional.of("anna@example.com"),
                                true,
                                Optional.of("+41 79 123 45 67"),
                                false));
    }

    @Test
    void nobodyBecomesAUserUnlessThatIsSetNorWithoutAnOrganisation() {
        var homeless = person();
        homeless.remove("org");

        assertThat(identity(person())).isEmpty();
        assertThat(identity(homeless, PROVISIONING)).isEmpty();
    }

    @Test
    void aNumberIsVerifiedOnlyIfTheSettingsBelieveTheIssuer() {
        var claims = person();
        claims.put("tel", Map.of("no", "+41791234567", "ok", "true"));

        var believed =
                identity(
                        claims,
                        "userphone.issuer.default.provision",
                        "true",
                        "userphone.issuer.default.organisation.claim",
                        "org",
                        "userphone.issuer.default.provision.phone.claim",
                        "tel/no",
                        "userphone.issuer.default.provision.phone.verified.claim",
                        "tel/ok");

        assertThat(believed.orElseThrow().phoneVerified()).isTrue();
        assertThat(believed.orElseThrow().phone()).contains("+41791234567");
        assertThat(identity(claims, PROVISIONING).orElseThrow().phoneVerified()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, anna", // RFC 9068
        "azp, anna",
        "cid, anna", // Okta
        "idtyp, app", // Entra
        "gty, client-credentials" // Auth0
    })
    void aProgramIsNoPerson(String claim, String value) {
        var claims = person();
        claims.put(claim, value);

        assertThat(identity(claims, PROVISIONING)).isEmpty();
    }

    @Test
    void theServiceAccountOfAClientOfKeycloakIsNoPerson() {
        var claims = person();
        claims.put("azp", "Phone-backend");
        assertThat(identity(claims, PROVISIONING)).isPresent();

        claims.put("preferred_username", "service-account-phone-backend");
        assertThat(identity(claims, PROVISIONING)).isEmpty();
    }

    @Test
    void thePersonIsNotInALog() {
        assertThat(identity(person(), PROVISIONING).orElseThrow().toString())
                .isEqualTo("IdentityClaims[…]");
    }

    @Test
    void aSettingThatIsNeitherTrueNorFalseStopsTheStart() {
        assertThatThrownBy(() -> identity(person(), "userphone.issuer.default.provision", "yes"))
                .isInstanceOf(StartRefused.class)
                .hasMessage("userphone.issuer.default.provision must be true or false.");
    }

    private Map<String, Object> person() {
        var claims = new HashMap<>(Tokens.claims(clock.instant()));
        claims.put("org", "acme");
        claims.put("preferred_username", "anna.k");
        claims.put("given_name", "Anna");
        claims.put("family_name", "Karenina");
        claims.put("name", " Anna Karenina ");
        claims.put("nickname", "");
        claims.put("locale", "ru");
        claims.put("email", "anna@example.com");
        claims.put("email_verified", true);
        claims.put("phone_number", "+41 79 123 45 67");
        claims.put("phone_number_verified", true);
        return claims;
    }

    private Optional<IdentityClaims> identity(Map<String, Object> claims, String... settings) {
        var verifier =
                new TokenVerifier(
                        TestConfig.trusting(Tokens.jwks(SSO), settings), clock, Runnable::run);
        return verifier.verify("Bearer " + SSO.token(claims)).identity();
    }
}
