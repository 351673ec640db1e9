package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Permission;

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

    @Test
    void twoTokensAreRefusedForBeingTwo() {
        assertThat(rejection(header, header).explanation().orElseThrow().cause())
                .isEqualTo("TOKEN_SEVERAL");
    }

    @Test
    void aRefusedTokenIsAnsweredWithAChallenge() {
        assertThat(challenge()).contains("Bearer realm=\"userphone\"");
        assertThat(challenge("Basic YTpi"))
                .contains("Bearer realm=\"userphone\", error=\"invalid_request\"");
        clock.advance(Duration.ofDays(1));
        assertThat(challenge(header))
                .contains(
                        "Bearer realm=\"userphone\", error=\"invalid_token\","
                                + " error_description=\"The token is refused: it is expired\"");
    }

    @Test
    void aMissingPermissionIsNamedAsTheScopeThatIsNeeded() {
        assertThat(
                        WwwAuthenticate.of(
                                new Rejection(
                                        Reason.PERMISSION_MISSING, Permission.USER_WRITE.needed())))
                .contains(
                        "Bearer realm=\"userphone\", error=\"insufficient_scope\","
                                + " error_description=\"This takes the permission user.write\","
                                + " scope=\"user.write\"");
    }

    @Test
    void anotherRefusalIsAnsweredWithNoChallenge() {
        assertThat(WwwAuthenticate.of(new Rejection(Reason.PHONE_INVALID))).isEmpty();
    }

    private Optional<String> challenge(String... authorizations) {
        return WwwAuthenticate.of(rejection(authorizations));
    }

    private Reason reason(String... authorizations) {
        return rejection(authorizations).reason();
    }

    private Rejection rejection(String... authorizations) {
        return catchThrowableOfType(
                Rejection.class, () -> verifier.verifyOnly(List.of(authorizations)));
    }
}
