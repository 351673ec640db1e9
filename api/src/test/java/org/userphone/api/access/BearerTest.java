package org.userphone.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

class BearerTest {

    private static final Tokens SSO = Tokens.of("EdDSA", "kid");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final TokenVerifier verifier = new TokenVerifier(TestConfig.trusting(SSO.pem()), clock);
    private final String header = "Bearer " + SSO.token(Tokens.claims(clock.instant()));
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void theHeaderIsVerifiedOnceAndNotBeforeSomebodyAsks() {
        Bearer bearer = bearer(header);
        assertThat(looks).hasValue(0);

        assertThat(bearer.caller().id().value()).isEqualTo("anna");
        assertThat(bearer.token().getName()).isEqualTo("anna");
        assertThat(bearer.caller()).isSameAs(bearer.caller());
        assertThat(looks).hasValue(1);
    }

    @Test
    void severalHeadersAreRefused() {
        assertThat(reason(bearer(header, header))).isEqualTo(Reason.TOKEN_INVALID);
        assertThat(reason(bearer(header, ""))).isEqualTo(Reason.TOKEN_INVALID);
    }

    @Test
    void noHeaderIsAMissingToken() {
        assertThat(reason(bearer())).isEqualTo(Reason.TOKEN_MISSING);
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

    private static Reason reason(Bearer bearer) {
        return catchThrowableOfType(Rejection.class, bearer::caller).reason();
    }

    private Bearer bearer(String... authorizations) {
        var request =
                (HttpServletRequest)
                        Proxy.newProxyInstance(
                                HttpServletRequest.class.getClassLoader(),
                                new Class<?>[] {HttpServletRequest.class},
                                (proxy, method, arguments) -> {
                                    assertThat(method.getName()).isEqualTo("getHeaders");
                                    assertThat(arguments).containsExactly("Authorization");
                                    looks.incrementAndGet();
                                    return Collections.enumeration(List.of(authorizations));
                                });
        return new Bearer(request, verifier);
    }
}
