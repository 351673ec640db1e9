package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.api.token.KeyState.Key;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Explanation;

/** What an operator is told of a token, and of the issuers. */
class CheckedTokenTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Tokens SSO = Tokens.of("ES256", "sso");
    private static final Tokens OTHER = Tokens.of("ES256", "other");

    private final MovableClock clock = new MovableClock(NOON);
    private final VerifiedTokenCache cache = new VerifiedTokenCache();
    private boolean down;
    private final TokenVerifier verifier =
            new TokenVerifier(
                    TestConfig.of(
                            "mp.jwt.verify.issuer",
                            Tokens.ISSUER,
                            "mp.jwt.verify.audiences",
                            "userphone,console",
                            "mp.jwt.verify.publickey.algorithm",
                            "ES256",
                            "mp.jwt.verify.publickey.location",
                            "https://sso.example/keys"),
                    clock,
                    this::read,
                    Runnable::run,
                    cache);

    private String read(String location) throws IOException {
        if (down) {
            throw new IOException("down");
        }
        return Tokens.jwks(SSO);
    }

    @Test
    void aTokenIsJudgedAsOneOfACallIs() {
        var good = SSO.token(Tokens.claims(NOON));
        var called = verifier.verify("Bearer " + good);

        assertThat(verifier.check(good).caller()).isEqualTo(called.caller());
        assertThat(verifier.check(good).roles()).isEqualTo(called.roles());
        assertThat(cause(changed(SSO, "exp", NOON.getEpochSecond() - 61)))
                .isEqualTo("TOKEN_EXPIRED");
        assertThat(cause(changed(SSO, "aud", "somebody"))).isEqualTo("TOKEN_AUDIENCE");
        assertThat(cause(changed(SSO, "iss", "https://nobody.example")))
                .isEqualTo("TOKEN_ISSUER_UNKNOWN");
        assertThat(cause(OTHER.token(Tokens.claims(NOON)))).isEqualTo("TOKEN_KEY_UNKNOWN");
        assertThat(cause(good.substring(0, good.length() - 4) + "AAAA"))
                .isEqualTo("TOKEN_SIGNATURE");
        assertThat(cause("rubbish")).isEqualTo("TOKEN_MALFORMED");
        assertThat(cause("e".repeat(30_000))).isEqualTo("TOKEN_MALFORMED");
    }

    @Test
    void itIsNeitherLoggedNorKept() {
        try (var log = new LoggedLines(InvalidToken.class)) {
            cause(changed(SSO, "aud", "somebody"));
            assertThat(log.lines()).isEmpty();
        }
        verifier.check(SSO.token(Tokens.claims(NOON)));

        assertThat(cache.size()).isZero();
    }

    @Test
    void whatItSaysOfItselfIsToldUnchecked() {
        var stated =
                TokenVerifier.stated(
                        OTHER.token(
                                OTHER.header(),
                                Map.of(
                                        "iss",
                                        "https://nobody.example",
                                        "aud",
                                        List.of("b", "a"),
                                        "exp",
                                        1,
                                        "iat",
                                        "yesterday",
                                        "nbf",
                                        Long.MAX_VALUE)));

        assertThat(stated)
                .hasValue(
                        new StatedClaims(
                                "ES256",
                                Optional.of("other"),
                                Optional.of("https://nobody.example"),
                                List.of("a", "b"),
                                Optional.of(Instant.ofEpochSecond(1)),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(TokenVerifier.stated("rubbish")).isEmpty();
        assertThat(TokenVerifier.stated("e30.e30.AAAA")).isEmpty();
        assertThat(TokenVerifier.stated(SSO.token("{\"alg\":\"ES256\"}", "rubbish"))).isEmpty();
    }

    @Test
    void issuersAreToldWithTheAgeOfTheirKeysAndTheirLastFailure() {
        assertThat(keys()).isEqualTo(new KeyState(List.of(), Optional.empty(), Optional.empty()));

        down = true;
        verifier.readDueKeys();
        var failure = Optional.of(new KeyFailure(NOON, "java.io.IOException: down"));
        assertThat(keys()).isEqualTo(new KeyState(List.of(), Optional.empty(), failure));
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> verifier.check(SSO.token(Tokens.claims(NOON))));

        down = false;
        clock.advance(KeyRing.INITIAL_RETRY_DELAY);
        verifier.readDueKeys();
        assertThat(verifier.issuers())
                .containsExactly(
                        new IssuerState(
                                "default",
                                List.of(Tokens.ISSUER),
                                List.of("console", "userphone"),
                                List.of("ES256"),
                                new KeyState(
                                        List.of(new Key("sso", List.of("ES256"))),
                                        Optional.of(clock.instant()),
                                        failure)));
    }

    private KeyState keys() {
        return verifier.issuers().get(0).keys();
    }

    private static String changed(Tokens by, String claim, Object value) {
        var claims = Tokens.claims(NOON);
        claims.put(claim, value);
        return by.token(claims);
    }

    private String cause(String token) {
        return catchThrowableOfType(Rejection.class, () -> verifier.check(token))
                .explanation()
                .map(Explanation::cause)
                .orElseThrow();
    }
}
