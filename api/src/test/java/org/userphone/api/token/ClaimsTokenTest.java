package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.userphone.domain.MovableClock;

class ClaimsTokenTest {

    private static final Tokens SSO = Tokens.of("EdDSA", "kid");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final TokenVerifier verifier =
            new TokenVerifier(TestConfig.trusting(SSO.pem()), clock, Runnable::run);

    @Test
    void registeredClaimsHaveTheTypesOfMicroProfile() {
        long now = clock.instant().getEpochSecond();
        JsonWebToken token = token(Map.of("jti", "7", "groups", List.of("a", "b"), "nbf", now - 1));

        assertThat(token.getIssuer()).isEqualTo(Tokens.ISSUER);
        assertThat(token.getAudience()).containsExactly(Tokens.AUDIENCE);
        assertThat(token.getSubject()).isEqualTo("anna");
        assertThat(token.getTokenID()).isEqualTo("7");
        assertThat(token.getGroups()).containsExactlyInAnyOrder("a", "b");
        assertThat(token.getExpirationTime()).isEqualTo(now + 300);
        assertThat(token.getIssuedAtTime()).isEqualTo(now);
        assertThat(token.<Long>getClaim("nbf")).isEqualTo(now - 1);
        assertThat(token.getClaimNames()).contains("iss", "groups").doesNotContain("upn");
    }

    @Test
    void otherClaimsAreTextOrJson() {
        JsonWebToken token =
                token(
                        Map.of(
                                "text",
                                "t",
                                "number",
                                7,
                                "truth",
                                true,
                                "list",
                                List.of(1, "b"),
                                "object",
                                Map.of("inner", Map.of("deep", 1))));

        assertThat(token.<String>getClaim("text")).isEqualTo("t");
        assertThat(token.<JsonNumber>getClaim("number").intValue()).isEqualTo(7);
        assertThat(token.<JsonValue>getClaim("truth")).isEqualTo(JsonValue.TRUE);
        assertThat(token.<JsonArray>getClaim("list").getString(1)).isEqualTo("b");
        assertThat(token.<JsonObject>getClaim("object").getJsonObject("inner").getInt("deep"))
                .isEqualTo(1);
        assertThat(token.<Object>getClaim("absent")).isNull();
        assertThat(token.claim("absent")).isEmpty();
    }

    @Test
    void theNameIsTheFirstOfUpnPreferredUsernameAndSubject() {
        assertThat(token(Map.of("upn", "u", "preferred_username", "p")).getName()).isEqualTo("u");
        assertThat(token(Map.of("preferred_username", "p")).getName()).isEqualTo("p");
        assertThat(token(Map.of()).getName()).isEqualTo("anna");
    }

    @Test
    void aTokenWithoutATimeOfIssueIsOfTimeZero() {
        var claims = Tokens.claims(clock.instant());
        claims.remove("iat");

        assertThat(verifier.verify("Bearer " + SSO.token(claims)).token().getIssuedAtTime())
                .isZero();
    }

    @Test
    void theTokenItselfIsAtHandButNotInALog() {
        VerifiedToken verified =
                verifier.verify("Bearer " + SSO.token(Tokens.claims(clock.instant())));
        String raw = verified.token().getRawToken();

        assertThat(raw).startsWith("ey");
        assertThat(verified.toString()).doesNotContain(raw);
    }

    private JsonWebToken token(Map<String, Object> more) {
        var claims = Tokens.claims(clock.instant());
        claims.putAll(more);
        return verifier.verify("Bearer " + SSO.token(claims)).token();
    }
}
