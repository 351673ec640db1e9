package org.userphone.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.Caller;

/** The life of an issuer's keys, seen through the tokens that are accepted meanwhile. */
class KeyRingTest {

    private static final Tokens OLD = Tokens.of("ES256", "old");
    private static final Tokens NEW = Tokens.of("ES256", "new");

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile String published = Tokens.jwks(OLD);
    private volatile boolean down;

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
                    this::read);

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
        clock.move(Duration.ofSeconds(299));
        accept(OLD);
        assertThat(reads).hasValue(1);

        clock.move(Duration.ofSeconds(1));
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
        clock.move(KeyRing.FRESH);

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

        clock.move(Duration.ofSeconds(59));
        refuse(NEW);
        assertThat(reads).hasValue(2);

        clock.move(Duration.ofSeconds(1));
        refuse(NEW);
        refuse(NEW);
        assertThat(reads).hasValue(3);
    }

    @Test
    void oldKeysAreKeptWhileTheIssuerIsDown() {
        accept(OLD);
        down = true;
        for (int day = 0; day < 3; day++) {
            clock.move(Duration.ofDays(1));
            accept(OLD);
            refuse(NEW);
        }

        down = false;
        published = Tokens.jwks(NEW);
        clock.move(KeyRing.LATER_RETRY);
        accept(NEW);
        refuse(OLD);
    }

    @Test
    void oldKeysAreKeptWhileTheIssuerAnswersNonsense() {
        accept(OLD);
        for (String nonsense : List.of("", "<html>", "{}", "[]", "{\"keys\":1}")) {
            published = nonsense;
            clock.move(KeyRing.FRESH);
            accept(OLD);
        }
    }

    @Test
    void anIssuerThatIsDownIsAskedOncePerMinute() {
        accept(OLD);
        down = true;
        clock.move(KeyRing.FRESH);
        accept(OLD);
        accept(OLD);
        assertThat(reads).hasValue(2);

        clock.move(KeyRing.LATER_RETRY);
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
        clock.move(KeyRing.FIRST_RETRY);
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
        clock.move(KeyRing.BETWEEN_SEARCHES);
        atOnce(() -> accept(NEW));
        assertThat(reads).hasValue(3);
    }

    private static void atOnce(Runnable call) throws InterruptedException {
        int callers = 32;
        var together = new CountDownLatch(callers);
        var satisfied = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(callers);
        for (int i = 0; i < callers; i++) {
            threads.execute(
                    () -> {
                        together.countDown();
                        await(together);
                        call.run();
                        satisfied.incrementAndGet();
                    });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(satisfied).hasValue(callers);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
