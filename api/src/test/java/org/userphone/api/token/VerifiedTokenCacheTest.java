package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.userphone.api.token.VerifiedTokenCache.Verified;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;

/** The cache saves time, and changes no verdict. */
class VerifiedTokenCacheTest {

    private static final Tokens OLD = Tokens.of("ES256", "old");
    private static final Tokens NEW = Tokens.of("ES256", "new");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final VerifiedTokenCache cache = new VerifiedTokenCache();
    private final String token = OLD.token(Tokens.claims(clock.instant()));
    private final AtomicInteger reads = new AtomicInteger();
    private volatile String published = Tokens.jwks(OLD);
    private final TokenVerifier verifier = verifier();

    private TokenVerifier verifier() {
        return new TokenVerifier(
                TestConfig.of(
                        "mp.jwt.verify.issuer",
                        Tokens.ISSUER,
                        "mp.jwt.verify.audiences",
                        Tokens.AUDIENCE,
                        "mp.jwt.verify.publickey.algorithm",
                        "ES256",
                        "mp.jwt.verify.publickey.location",
                        "https://sso.example/keys"),
                clock,
                location -> {
                    reads.incrementAndGet();
                    return published;
                },
                Runnable::run,
                cache);
    }

    @Test
    void aTokenIsRememberedWhenItWasFoundGood() {
        assertThat(cache.find(token)).isEmpty();

        accept(token);

        assertThat(cache.find(token)).isPresent();
        accept(token);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void aTokenIsNotKeptItself() {
        accept(token);

        assertThat(cache.find(token).orElseThrow().toString())
                .doesNotContain(token.substring(token.lastIndexOf('.') + 1));
    }

    @Test
    void aRememberedTokenExpiresToTheSecondAfterTheAllowedSkew() {
        accept(token);
        clock.advance(Duration.ofSeconds(300 + 59));
        accept(token);

        clock.advance(Duration.ofSeconds(1));

        refuse(token);
    }

    @Test
    void aRememberedTokenEndsWithItsKey() {
        accept(token);
        published = Tokens.jwks(NEW);
        clock.advance(KeyRing.REFRESH_INTERVAL);

        refuse(token);
        refuse(token);
        assertThat(cache.find(token)).isEmpty();
    }

    @Test
    void aRememberedTokenEndsWithItsKeyWhenAnUnknownKeyMakesTheIssuerBeAsked() {
        accept(token);
        published = Tokens.jwks(NEW);
        accept(NEW.token(Tokens.claims(clock.instant())));

        refuse(token);
    }

    @Test
    void aRememberedTokenIsGoodAgainIfItsKeyIsAmongThoseReadAnew() {
        accept(token);
        published = Tokens.jwks(NEW, OLD);
        clock.advance(KeyRing.REFRESH_INTERVAL);

        accept(token);
        assertThat(reads).hasValue(2);
    }

    @Test
    void otherSettingsOfTheIssuerHaveTheirOwnMemory() {
        accept(token);

        var other =
                new TokenVerifier(
                        TestConfig.trusting(published, "mp.jwt.verify.audiences", "others"),
                        clock,
                        Runnable::run);

        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> other.verify(bearer(token)));
    }

    @Test
    void aTokenThatIsRefusedIsNeverRemembered() {
        var claims = Tokens.claims(clock.instant());
        claims.put("exp", clock.instant().getEpochSecond() - 60);
        var expired = OLD.token(claims);
        var forged = new Tokens("ES256", "old", NEW.pair()).token(Tokens.claims(clock.instant()));
        var forOthers = OLD.token(with("aud", "others"));
        var nobody = OLD.token(with("sub", ""));

        for (var bad : List.of(expired, forged, forOthers, nobody, "garbage")) {
            refuse(bad);
            refuse(bad);
            assertThat(cache.find(bad)).isEmpty();
        }
        assertThat(cache.size()).isZero();
    }

    @Test
    void aTokenThatComesTooEarlyIsGoodWhenItsTimeHasCome() {
        var early = OLD.token(with("nbf", clock.instant().getEpochSecond() + 120));
        refuse(early);

        clock.advance(Duration.ofSeconds(60));

        accept(early);
    }

    @Test
    void aTokenThatDiffersFromARememberedOneByALetterIsRefused() {
        accept(token);

        IntStream.range(0, token.length())
                .mapToObj(i -> token.substring(0, i) + other(token.charAt(i), i))
                .forEach(this::refuse);
        refuse(token.substring(0, token.length() - 1));
        assertThat(cache.size()).isEqualTo(1);
    }

    /** The rest of the token, from this place on, with another letter there. */
    private String other(char letter, int place) {
        // Far apart: of the last letter of a signature the first bits alone count.
        return (letter >= 'a' && letter <= 'z' ? 'A' : 'z') + token.substring(place + 1);
    }

    @Test
    void soManyAreRememberedAndNoMore() {
        long limit = VerifiedTokenCache.MAX_BYTES / VerifiedTokenCache.MIN_ENTRY_BYTES;
        IntStream.range(0, (int) (2 * limit)).forEach(i -> cache.put("token" + i, verified()));

        assertThat(cache.size()).isBetween(limit / 4, limit);
    }

    @Test
    void longOnesTakeTheRoomOfMany() {
        var padding = "x".repeat(16 * 1024);
        IntStream.range(0, 2000).forEach(i -> cache.put(padding + i, verified()));

        assertThat(cache.size() * padding.length()).isLessThan(VerifiedTokenCache.MAX_BYTES / 5);
    }

    private static Verified verified() {
        return new Verified(null, List.of(), new Claims(Map.of()), null, null, Optional.empty());
    }

    private Map<String, Object> with(String claim, Object value) {
        var claims = Tokens.claims(clock.instant());
        claims.put(claim, value);
        return claims;
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private void accept(String some) {
        assertThat(verifier.verify(bearer(some)).caller().id().value()).isEqualTo("anna");
    }

    private void refuse(String some) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> verifier.verify(bearer(some)));
    }
}
