package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** What the {@code Authorization} headers of a request must be, and what is answered. */
class AuthorizationTest {

    private static final Tokens SSO = Tokens.of("EdDSA", "kid");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final TokenVerifier verifier =
            new TokenVerifier(TestConfig.trusting(SSO.pem()), clock, Runnable::run);
    private final String header = "Bearer " + SSO.token(Tokens.claims(clock.instant()));

    @Test
    void severalHeadersAreRefused() {
        assertThat(reason(header, header)).isEqualTo(Reason.TOKEN_INVALID);
        assertThat(reason(header, "")).isEqualTo(Reason.TOKEN_INVALID);
    }

    @Test
    void noHeaderIsAMissingToken() {
        assertThat(reason()).isEqualTo(Reason.TOKEN_MISSING);
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN_MISSING, 'Bearer realm=\"userphone\"'",
        "TOKEN_SCHEME_UNKNOWN, 'Bearer realm=\"userphone\", error=\"invalid_request\"'",
        "TOKEN_INVALID, 'Bearer realm=\"userphone\", error=\"invalid_token\"'"
    })
    void aRefusedTokenIsAnsweredWithAChallenge(Reason reason, String challenge) {
        assertThat(WwwAuthenticate.of(reason)).contains(challenge);
    }

    @Test
    void anotherRefusalIsAnsweredWithNoChallenge() {
        assertThat(WwwAuthenticate.of(Reason.PERMISSION_MISSING)).isEmpty();
    }

    private Reason reason(String... authorizations) {
        return catchThrowableOfType(
                        Rejection.class, () -> verifier.verifyOnly(List.of(authorizations)))
                .reason();
    }
}
