package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.rpc.Code;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.userphone.api.status.Statuses;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.Caller;

/**
 * The life of an issuer's keys, seen through the tokens that are accepted meanwhile. A reading that
 * begins has ended before the program goes on, as if the network took no time.
 */
class KeyRingTest {

    private static final Tokens OLD = Tokens.of("ES256", "old");
    private static final Tokens NEW = Tokens.of("ES256", "new");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final AtomicInteger reads = new AtomicInteger();
    private volatile String published = Tokens.jwks(OLD);
    private volatile boolean down;

    private final TokenVerifier verifier = verifier("ES256");

    private TokenVerifier verifier(String algorithms) {
        return new TokenVerifier(
                TestConfig.of(
                        "mp.jwt.verify.issuer",
                        Tokens.ISSUER,
                        "mp.jwt.verify.audiences",
                        Tokens.AUDIENCE,
                        "mp.jwt.verify.publickey.algorithm",
                        algorithms,
                        "mp.jwt.verify.publickey.location",
                        "https://sso.example/keys"),
                clock,
                this::read,
                Runnable::run,
                new VerifiedTokenCache());
    }

    private String read(String location) throws IOException {
        reads.incrementAndGet();
        if (down) {
            throw new IOException("down");
        }
        return published;
    }

    @Test
    void keysAreReadWhenTheFirstTokenComesAndThenKept() {
        assertThat(reads).hasValue(0);
        accept(OLD);
        accept(OLD);
        assertThat(reads).hasValue(1);
    }

    @Test
    void keysAreReadAgainAfterFiveMinutes() {
        accept(OLD);
        clock.advance(Duration.ofSeconds(299));
        accept(OLD);
        assertThat(reads).hasValue(1);

        clock.advance(Duration.ofSeconds(1));
        accept(OLD);
        assertThat(reads).hasValue(2);
    }

    @Test
    void aNewKeyIsFoundAtOnce() {
        accept(OLD);
        published = Tokens.jwks(OLD, NEW);

        accept(NEW);
        accept(OLD);
        assertThat(reads).hasValue(2);
    }

    @Test
    void aKeyThatIsWithdrawnIsRefusedFromTheNextReading() {
        accept(OLD);
        published = Tokens.jwks(NEW);
        clock.advance(KeyRing.REFRESH_INTERVAL);

        refuse(OLD);
        accept(NEW);
    }

    @Test
    void keysAreReadAgainWhileNoTokensCome() {
        verifier.readDueKeys();
        verifier.readDueKeys();
        assertThat(reads).hasValue(1);

        clock.advance(KeyRing.REFRESH_INTERVAL);
        verifier.readDueKeys();
        assertThat(reads).hasValue(2);
    }

    @Test
    void tenThousandUnknownKeysMakeFiveReadingsAndOneEveryTenSeconds() {
        accept(OLD);
        String token = NEW.token(Tokens.claims(clock.instant()));
        for (int i = 0; i < 10_000; i++) {
            refuse(withKeyId("unknown" + i, token));
        }
        assertThat(reads).hasValue(1 + UnknownKeys.BURST);

        clock.advance(UnknownKeys.REFILL.minusSeconds(1));
        refuse(NEW);
        assertThat(reads).hasValue(1 + UnknownKeys.BURST);

        clock.advance(Duration.ofSeconds(1));
        refuse(withKeyId("another", token));
        refuse(withKeyId("one more", token));
        assertThat(reads).hasValue(2 + UnknownKeys.BURST);
    }

    /** The signature is wrong then, which does not matter: no key fits. */
    private static String withKeyId(String id, String token) {
        return Base64URL.encode("{\"alg\":\"ES256\",\"kid\":\"" + id + "\"}")
                + token.substring(token.indexOf('.'));
    }

    @Test
    void oneWrongTokenThatComesAgainAndAgainDoesNotDelayARotation() {
        accept(OLD);
        var wrong = new Tokens("ES256", "wrong", NEW.pair());
        for (int second = 0; second < 60; second++) {
            refuse(wrong);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(reads).hasValue(3);

        published = Tokens.jwks(OLD, NEW);
        accept(NEW);
    }

    @Test
    void aNewKeyIsFoundWithinTenSecondsWhileOthersMakeUpKeys() {
        accept(OLD);
        String token = OLD.token(Tokens.claims(clock.instant()));
        IntStream.range(0, 100).forEach(i -> refuse(withKeyId("made up " + i, token)));
        published = Tokens.jwks(OLD, NEW);
        refuse(NEW);

        clock.advance(UnknownKeys.REFILL);
        refuse(withKeyId("made up", token));

        accept(NEW);
    }

    @Test
    void aTokenWhoseAlgorithmNoKeyHasIsAKeyThatIsUnknown() {
        var both = verifier("ES256,EdDSA");
        var other = Tokens.of("EdDSA", "old");
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(Rejection.class)
                    .isThrownBy(() -> both.verify("Bearer " + token(other)));
        }
        assertThat(reads).hasValue(2);
    }

    @Test
    void oldKeysAreKeptWhileTheIssuerIsDown() {
        accept(OLD);
        down = true;
        for (int day = 0; day < 3; day++) {
            clock.advance(Duration.ofDays(1));
            accept(OLD);
            refuse(NEW);
        }

        down = false;
        published = Tokens.jwks(NEW);
        clock.advance(KeyRing.RETRY_DELAY);
        accept(NEW);
        refuse(OLD);
    }

    @Test
    void oldKeysAreKeptWhileTheIssuerAnswersNonsense() {
        accept(OLD);
        for (String nonsense : List.of("", "<html>", "{}", "[]", "{\"keys\":1}")) {
            published = nonsense;
            clock.advance(KeyRing.REFRESH_INTERVAL);
            accept(OLD);
        }
    }

    @Test
    void anIssuerThatIsDownIsAskedOncePerMinute() {
        accept(OLD);
        down = true;
        clock.advance(KeyRing.REFRESH_INTERVAL);
        accept(OLD);
        accept(OLD);
        assertThat(reads).hasValue(2);

        clock.advance(KeyRing.RETRY_DELAY);
        accept(OLD);
        assertThat(reads).hasValue(3);
    }

    @Test
    void keysThatWereNeverReadAreAnOutageAndNoVerdict() {
        down = true;
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> verify(OLD))
                .withMessage("The keys of issuer default cannot be read.");
        assertThatExceptionOfType(KeysUnavailable.class).isThrownBy(() -> verify(NEW));
        assertThat(reads).hasValue(1);

        down = false;
        clock.advance(KeyRing.INITIAL_RETRY_DELAY);
        accept(OLD);
    }

    @Test
    void aTokenWithoutKeysToCheckItIsUnavailableAndNoLineOfItsOwn() {
        down = true;
        try (var log = new LoggedLines(Statuses.class)) {
            var status = Statuses.of(catchThrowable(() -> verify(OLD)), "id");

            assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE_VALUE);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void anUnknownIssuerIsRefusedWithoutAskingAnybody() {
        down = true;
        var claims = Tokens.claims(clock.instant());
        claims.put("iss", "https://evil.example");

        assertThatThrownBy(() -> verifier.verify("Bearer " + OLD.token(claims)))
                .isInstanceOf(Rejection.class);
        assertThat(reads).hasValue(0);
    }

    @Test
    void anOutageIsOneLineAMinuteAndItsEndAnother() {
        try (var log = new LoggedLines(IssuerLog.class)) {
            accept(OLD);
            down = true;
            String token = NEW.token(Tokens.claims(clock.instant()));
            for (int second = 0; second < 600; second++) {
                clock.advance(Duration.ofSeconds(1));
                refuse(withKeyId("unknown" + second, token));
            }
            assertThat(log.lines()).hasSize(10).allMatch(LoggedLines::isShort);
            assertThat(log.lines().get(0))
                    .isEqualTo(
                            "WARNING The keys of issuer default cannot be read:"
                                    + " java.io.IOException: down");

            down = false;
            clock.advance(KeyRing.RETRY_DELAY);
            accept(OLD);
            accept(OLD);
            assertThat(log.lines())
                    .hasSize(11)
                    .endsWith("INFO The keys of issuer default can be read again.");
        }
    }

    @Test
    void keysThatWereRenewedMeanwhileAreNotSearchedAgain() {
        var ring =
                new KeyRing(
                        () -> KeyText.parse(read(""), (id, why) -> {}),
                        clock,
                        Runnable::run,
                        new IssuerLog("any"),
                        KeyRing.MAX_WAIT);
        List<VerificationKey> known = ring.keys();
        clock.advance(KeyRing.REFRESH_INTERVAL);
        List<VerificationKey> renewed = ring.keys();

        assertThat(ring.keysNewerThan(known, new JWSHeader(JWSAlgorithm.ES256))).isSameAs(renewed);
        assertThat(reads).hasValue(2);
    }

    private void refuse(String token) {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> verifier.verify("Bearer " + token));
    }

    private String token(Tokens issuer) {
        return issuer.token(Tokens.claims(clock.instant()));
    }

    private Caller verify(Tokens issuer) {
        return verifier.verify("Bearer " + token(issuer)).caller();
    }

    private void accept(Tokens issuer) {
        assertThat(verify(issuer).id().value()).isEqualTo("anna");
    }

    private void refuse(Tokens issuer) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> verify(issuer));
    }
}
