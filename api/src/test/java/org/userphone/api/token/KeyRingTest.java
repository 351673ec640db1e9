package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.Caller;

/** The life of an issuer's keys, seen through the tokens that are accepted meanwhile. */
class KeyRingTest {

    private static final Tokens OLD = Tokens.of("ES256", "old");
    private static final Tokens NEW = Tokens.of("ES256", "new");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final AtomicInteger reads = new AtomicInteger();
    private volatile String published = Tokens.jwks(OLD);
    private volatile boolean down;
    private volatile Runnable duringRead = () -> {};

    private final TokenVerifier verifier =
            new TokenVerifier(
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
                    this::read,
                    new VerifiedTokenCache());

    private String read(String location) throws IOException {
        reads.incrementAndGet();
        duringRead.run();
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
    void unknownKeysAreSearchedOncePerMinute() {
        accept(OLD);
        for (int i = 0; i < 1000; i++) {
            refuse(new Tokens("ES256", "unknown" + i, NEW.pair()));
        }
        assertThat(reads).hasValue(2);

        clock.advance(Duration.ofSeconds(59));
        refuse(NEW);
        assertThat(reads).hasValue(2);

        clock.advance(Duration.ofSeconds(1));
        refuse(NEW);
        refuse(NEW);
        assertThat(reads).hasValue(3);
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
    void anUnknownIssuerIsRefusedWithoutAskingAnybody() {
        down = true;
        var claims = Tokens.claims(clock.instant());
        claims.put("iss", "https://evil.example");

        assertThatThrownBy(() -> verifier.verify("Bearer " + OLD.token(claims)))
                .isInstanceOf(Rejection.class);
        assertThat(reads).hasValue(0);
    }

    @Test
    void callersAtTheSameTimeShareOneReading() throws InterruptedException {
        atOnce(() -> accept(OLD));
        assertThat(reads).hasValue(1);

        atOnce(() -> refuse(NEW));
        assertThat(reads).hasValue(2);

        published = Tokens.jwks(OLD, NEW);
        clock.advance(KeyRing.UNKNOWN_KEY_INTERVAL);
        atOnce(() -> accept(NEW));
        assertThat(reads).hasValue(3);
    }

    /** Lets the first that reads finish only when all others wait for it. */
    private void atOnce(Runnable call) throws InterruptedException {
        var satisfied = new AtomicInteger();
        List<Thread> callers =
                Stream.generate(
                                () ->
                                        new Thread(
                                                () -> {
                                                    call.run();
                                                    satisfied.incrementAndGet();
                                                }))
                        .limit(8)
                        .toList();
        duringRead = () -> awaitOthers(callers);
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        duringRead = () -> {};
        assertThat(satisfied).hasValue(callers.size());
    }

    private static void awaitOthers(List<Thread> callers) {
        var idle = Set.of(Thread.State.WAITING, Thread.State.TERMINATED);
        while (!callers.stream()
                .allMatch(
                        caller ->
                                caller == Thread.currentThread()
                                        || idle.contains(caller.getState()))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void keysThatWereRenewedMeanwhileAreNotSearchedAgain() {
        var ring = new KeyRing("any", () -> KeyText.parse(read("")), clock);
        List<VerificationKey> known = ring.keys();
        clock.advance(KeyRing.REFRESH_INTERVAL);
        List<VerificationKey> renewed = ring.keys();

        assertThat(ring.keysNewerThan(known)).isSameAs(renewed);
        assertThat(reads).hasValue(2);
    }

    private Caller verify(Tokens issuer) {
        return verifier.verify("Bearer " + issuer.token(Tokens.claims(clock.instant()))).caller();
    }

    private void accept(Tokens issuer) {
        assertThat(verify(issuer).id().value()).isEqualTo("anna");
    }

    private void refuse(Tokens issuer) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> verify(issuer));
    }
}
