package org.userphone.api.token;

import com.nimbusds.jose.JWSHeader;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The keys of one issuer. They are read in the background, by one task at a time, and again every 5
 * minutes. If they cannot be read, the keys known before stay valid, and the next attempt comes
 * after a minute, or after 5 seconds if no keys are known yet. Another issuer notices nothing of
 * it, because each has a ring of its own.
 *
 * <p>No caller waits for the network, with one exception: an issuer that changes its keys signs
 * with a key that is not known here yet. So a token whose key is unknown makes the keys be read at
 * once, as {@link UnknownKeys} permits, and its caller waits for that reading. It waits because the
 * alternative, a 503 that asks for a repetition, would make every rotation an error in each client
 * that does not repeat. It waits {@link #MAX_WAIT} at most, and no more than {@link #MAX_WAITING}
 * callers of one issuer do so; the others are told to try again.
 */
final class KeyRing {

    static final Duration REFRESH_INTERVAL = Duration.ofMinutes(5);
    static final Duration INITIAL_RETRY_DELAY = KeysUnavailable.RETRY_AFTER;
    static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    /** How long callers wait in the application. */
    static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /** How many callers wait at once. */
    static final int MAX_WAITING = 8;

    /** Reads every key of the issuer. */
    @FunctionalInterface
    interface Source {
        List<VerificationKey> read() throws IOException;
    }

    /**
     * @param keys empty if they were never read
     * @param due when they are to be read again
     * @param readAt when they were read; empty if they never were
     * @param failure why they could not be read when that was tried last in vain
     */
    private record Held(
            Optional<List<VerificationKey>> keys,
            Instant due,
            Optional<Instant> readAt,
            Optional<KeyFailure> failure) {}

    private final Source source;
    private final Clock clock;
    private final Executor readers;
    private final IssuerLog log;
    private final Duration maxWait;
    private final UnknownKeys unknown = new UnknownKeys();
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private volatile Held held =
            new Held(Optional.empty(), Instant.MIN, Optional.empty(), Optional.empty());

    /** The last reading; completed when it has ended, whether or not it found keys. */
    private CompletableFuture<Void> reading = CompletableFuture.completedFuture(null);

    /**
     * @param readers runs a reading, which may take as long as the network likes
     * @param maxWait how long a caller waits for a reading that its unknown key has caused
     */
    KeyRing(Source source, Clock clock, Executor readers, IssuerLog log, Duration maxWait) {
        this.source = source;
        this.clock = clock;
        this.readers = readers;
        this.log = log;
        this.maxWait = maxWait;
    }

    /** Takes keys as if they had been read now. */
    void hold(List<VerificationKey> keys) {
        var now = clock.instant();
        held =
                new Held(
                        Optional.of(keys),
                        now.plus(REFRESH_INTERVAL),
                        Optional.of(now),
                        held.failure());
    }

    /**
     * The keys as they were last read.
     *
     * @throws KeysUnavailable if the keys were not read yet
     */
    List<VerificationKey> keys() {
        readIfDue();
        return keysOf(held);
    }

    /** How the keys are now; nothing is read for this. */
    KeyState state() {
        var now = held;
        var known = now.keys().orElse(List.of());
        return new KeyState(
                known.stream()
                        .map(key -> new KeyState.Key(key.id().orElse(""), key.algorithmNames()))
                        .toList(),
                now.readAt(),
                now.failure());
    }

    /** Reads the keys now, and returns why they cannot be read; nobody else notices. */
    Optional<Exception> failure() {
        try {
            source.read();
            return Optional.empty();
        } catch (IOException | RuntimeException e) { // the boundary to the network
            return Optional.of(e);
        }
    }

    /** Begins to read the keys if they are due and are not being read. Returns at once. */
    void readIfDue() {
        if (isDue()) {
            synchronized (this) {
                if (isDue() && reading.isDone()) {
                    beginReading();
                }
            }
        }
    }

    private boolean isDue() {
        return !clock.instant().isBefore(held.due());
    }

    /**
     * The keys after the issuer was asked once more, because none of the known ones fits a token.
     * Concurrent callers share one answer. If the issuer may not be asked now, the known keys are
     * returned.
     *
     * @param known the keys among which none fits
     * @param header that of the token
     * @throws KeysUnavailable if no answer comes in time, or too many callers wait for it
     */
    List<VerificationKey> keysNewerThan(List<VerificationKey> known, JWSHeader header) {
        String id = header.getKeyID() == null ? "" : header.getKeyID();
        CompletableFuture<Void> answer = answer(known, id);
        if (!answer.isDone()) {
            await(answer);
        }
        List<VerificationKey> keys = keysOf(held);
        if (keys != known && keys.stream().noneMatch(key -> key.fits(header))) {
            unknown.add(id, clock.instant());
        }
        return keys;
    }

    private synchronized CompletableFuture<Void> answer(List<VerificationKey> known, String id) {
        Instant now = clock.instant();
        if (keysOf(held) != known || unknown.contains(id, now)) {
            return CompletableFuture.completedFuture(null);
        }
        if (reading.isDone() && unknown.mayAsk(now)) {
            beginReading();
        }
        return reading;
    }

    private void await(CompletableFuture<Void> answer) {
        if (!places.tryAcquire()) {
            throw new KeysUnavailable(log.issuer());
        }
        try {
            answer.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new KeysUnavailable(log.issuer());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailable(log.issuer());
        } finally {
            places.release();
        }
    }

    private void beginReading() {
        var end = new CompletableFuture<Void>();
        reading = end;
        try {
            readers.execute(() -> read(end));
        } catch (RuntimeException e) { // the boundary to the server's threads
            failed(e);
            end.complete(null);
        }
    }

    private void read(CompletableFuture<Void> end) {
        try {
            hold(source.read());
            log.answered();
        } catch (IOException | RuntimeException e) { // the boundary to the thread
            failed(e);
        } finally {
            end.complete(null);
        }
    }

    private void failed(Exception e) {
        Instant now = clock.instant();
        Duration pause = held.keys().isPresent() ? RETRY_DELAY : INITIAL_RETRY_DELAY;
        var failure = new KeyFailure(now, e.toString());
        held = new Held(held.keys(), now.plus(pause), held.readAt(), Optional.of(failure));
        log.failed(e, now);
    }

    private List<VerificationKey> keysOf(Held some) {
        return some.keys().orElseThrow(() -> new KeysUnavailable(log.issuer()));
    }
}
