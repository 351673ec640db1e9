package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.userphone.domain.MovableClock;

/**
 * An issuer that accepts connections and never answers. It would do so longer than a test may take:
 * a caller who waited for it would make the test fail.
 */
@Timeout(60)
class HungIssuerTest {

    private static final int CALLERS = 100;
    private static final Duration FOREVER = Duration.ofHours(1);
    private static final Tokens GOOD = Tokens.of("ES256", "good");
    private static final Tokens HUNG = Tokens.of("ES256", "hung");
    private static final JWSHeader UNKNOWN =
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("new").build();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger readings = new AtomicInteger();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void endAll() {
        readers.shutdownNow();
        callers.shutdownNow();
    }

    @Test
    void theTokensOfAnotherIssuerAreVerifiedMeanwhileAndItsOwnAreRefusedAtOnce() throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var verifier = verifier("http://127.0.0.1:" + socket.getLocalPort() + "/keys");
            verifier.readDueKeys();
            try (Socket unanswered = socket.accept()) {
                assertThat(unanswered.isConnected()).isTrue();
                all(
                        i -> {
                            assertThat(verifier.verify(bearer(GOOD, Tokens.ISSUER, i)).caller())
                                    .isNotNull();
                            assertThatExceptionOfType(KeysUnavailable.class)
                                    .isThrownBy(
                                            () ->
                                                    verifier.verify(
                                                            bearer(
                                                                    HUNG,
                                                                    "https://hung.example",
                                                                    i)));
                        });
            }
        }
    }

    private TokenVerifier verifier(String location) {
        return new TokenVerifier(
                TestConfig.trusting(
                        GOOD.pem(),
                        "userphone.issuers",
                        "hung",
                        "userphone.issuer.hung.issuer",
                        "https://hung.example",
                        "userphone.issuer.hung.audiences",
                        Tokens.AUDIENCE,
                        "userphone.issuer.hung.user.prefix",
                        "hung:",
                        "userphone.issuer.hung.publickey.algorithm",
                        "ES256",
                        "userphone.issuer.hung.publickey.location",
                        location),
                clock,
                new KeyLocations(FOREVER),
                readers,
                new VerifiedTokenCache());
    }

    private String bearer(Tokens signer, String issuer, int user) {
        var claims = Tokens.claims(clock.instant());
        claims.put("iss", issuer);
        claims.put("sub", "user" + user);
        return "Bearer " + signer.token(claims);
    }

    @Test
    void theKnownKeysAreGivenWhileOneTaskReadsThemAgain() throws Exception {
        var ring = ring(FOREVER);
        List<VerificationKey> known = ring.keys();
        clock.advance(KeyRing.REFRESH_INTERVAL);

        all(i -> assertThat(ring.keys()).isSameAs(known));

        begun.await();
        assertThat(readings).hasValue(1);
    }

    @Test
    void fewWaitForAnUnknownKeyAndTheOthersAreToldToTryAgain() throws Exception {
        var ring = ring(FOREVER);
        List<VerificationKey> known = ring.keys();
        var refused = new CountDownLatch(CALLERS - KeyRing.MAX_WAITING);
        var found = new ConcurrentLinkedQueue<List<VerificationKey>>();

        List<Future<?>> calls =
                begin(
                        i -> {
                            try {
                                found.add(ring.keysNewerThan(known, UNKNOWN));
                            } catch (KeysUnavailable e) {
                                refused.countDown();
                            }
                        });
        refused.await();
        assertThat(found).isEmpty();
        answers.countDown();
        join(calls);

        assertThat(found).hasSize(KeyRing.MAX_WAITING).doesNotContain(known);
        assertThat(readings).hasValue(1);
    }

    @Test
    void whoWaitsInVainIsToldToTryAgainAndLeavesItsPlace() {
        var ring = ring(Duration.ofMillis(1));
        List<VerificationKey> known = ring.keys();

        for (int i = 0; i < 2 * KeyRing.MAX_WAITING; i++) {
            assertThatExceptionOfType(KeysUnavailable.class)
                    .isThrownBy(() -> ring.keysNewerThan(known, UNKNOWN));
        }
        answers.countDown();
        var patient = ring(FOREVER);
        assertThat(patient.keysNewerThan(patient.keys(), UNKNOWN)).isNotEmpty();
    }

    @Test
    void anExecutorThatRefusesIsAnOutage() {
        var ring =
                new KeyRing(
                        List::of,
                        clock,
                        task -> {
                            throw new RejectedExecutionException("stopped");
                        },
                        new IssuerLog("any"),
                        FOREVER);

        assertThatExceptionOfType(KeysUnavailable.class).isThrownBy(ring::keys);
    }

    /** Has no keys at first, which counts as known; further ones come when the test permits it. */
    private KeyRing ring(Duration maxWait) {
        var ring = new KeyRing(this::answer, clock, readers, new IssuerLog("any"), maxWait);
        ring.hold(List.of());
        return ring;
    }

    private List<VerificationKey> answer() throws IOException {
        readings.incrementAndGet();
        begun.countDown();
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return KeyText.parse(GOOD.pem(), (id, why) -> {});
    }

    private void all(IntConsumer call) throws Exception {
        join(begin(call));
    }

    private List<Future<?>> begin(IntConsumer call) {
        return IntStream.range(0, CALLERS)
                .<Future<?>>mapToObj(i -> callers.submit(() -> call.accept(i)))
                .toList();
    }

    private static void join(List<Future<?>> calls) throws Exception {
        for (Future<?> call : calls) {
            call.get();
        }
    }
}
