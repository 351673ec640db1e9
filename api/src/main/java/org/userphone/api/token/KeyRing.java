package org.userphone.api.token;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys of one issuer. They are read when a token first needs them, and again every 5 minutes
 * while tokens come in. A token whose key is unknown makes them be read earlier, at most once a
 * minute. If they cannot be read, the keys known before stay valid, and the next attempt waits for
 * a minute, or for 5 seconds if no keys are known yet.
 */
final class KeyRing {

    static final Duration REFRESH_INTERVAL = Duration.ofMinutes(5);
    static final Duration UNKNOWN_KEY_INTERVAL = Duration.ofMinutes(1);
    static final Duration INITIAL_RETRY_DELAY = Duration.ofSeconds(5);
    static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    private static final Logger LOG = System.getLogger(KeyRing.class.getName());

    /** Reads every key of the issuer. */
    @FunctionalInterface
    interface Source {
        List<VerificationKey> read() throws IOException;
    }

    /**
     * @param keys empty if they were never read
     * @param due when they are to be read again
     */
    private record Held(Optional<List<VerificationKey>> keys, Instant due) {}

    private final String issuerName;
    private final Source source;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Held held = new Held(Optional.empty(), Instant.MIN);
    private Instant nextForUnknownKey = Instant.MIN;

    KeyRing(String issuerName, Source source, Clock clock) {
        this.issuerName = issuerName;
        this.source = source;
        this.clock = clock;
    }

    /**
     * The keys as they were last read. Callers wait while the keys are read for the first time.
     * Later, when the keys are due, one caller reads them while the others get the keys known so
     * far.
     *
     * @throws KeysUnavailable if the keys could never be read
     */
    List<VerificationKey> keys() {
        Held seen = held;
        if (clock.instant().isBefore(seen.due())) {
            return keysOf(seen);
        }
        if (seen.keys().isEmpty()) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return keysOf(seen);
        }
        try {
            if (held == seen) {
                read();
            }
            return keysOf(held);
        } finally {
            reading.unlock();
        }
    }

    /**
     * The keys after the issuer was asked once more, because none of the known ones fits a token.
     * Concurrent callers share one answer. Within {@link #UNKNOWN_KEY_INTERVAL} of the last time
     * the issuer is not asked again, and the known keys are returned.
     *
     * @param known the keys among which none fits
     * @throws KeysUnavailable if the keys could never be read
     */
    List<VerificationKey> keysNewerThan(List<VerificationKey> known) {
        reading.lock();
        try {
            Instant now = clock.instant();
            if (keysOf(held) == known && !now.isBefore(nextForUnknownKey)) {
                nextForUnknownKey = now.plus(UNKNOWN_KEY_INTERVAL);
                read();
            }
            return keysOf(held);
        } finally {
            reading.unlock();
        }
    }

    private void read() {
        try {
            var keys = Optional.of(source.read());
            held = new Held(keys, clock.instant().plus(REFRESH_INTERVAL));
        } catch (IOException e) {
            // The location is not logged, because a URL may hold credentials.
            LOG.log(Level.WARNING, "The keys of issuer {0} cannot be read: {1}", issuerName, e);
            Duration pause = held.keys().isPresent() ? RETRY_DELAY : INITIAL_RETRY_DELAY;
            held = new Held(held.keys(), clock.instant().plus(pause));
        }
    }

    private List<VerificationKey> keysOf(Held some) {
        return some.keys().orElseThrow(() -> new KeysUnavailable(issuerName));
    }
}
