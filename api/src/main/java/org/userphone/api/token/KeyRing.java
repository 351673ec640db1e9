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
 * The keys of one issuer, read when first needed and again from time to time. When they cannot be
 * read again, the old ones stay good. Whatever tokens come in, the issuer is asked at most every 5
 * minutes, once a minute for the sake of unknown keys, and again some time after a failure.
 */
final class KeyRing {

    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration BETWEEN_SEARCHES = Duration.ofMinutes(1);
    static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    static final Duration LATER_RETRY = Duration.ofMinutes(1);

    private static final Logger LOG = System.getLogger(KeyRing.class.getName());

    /** Reads all keys of the issuer. */
    @FunctionalInterface
    interface Source {
        List<VerificationKey> read() throws IOException;
    }

    private record Held(Optional<List<VerificationKey>> keys, Instant due) {}

    private final String issuerName;
    private final Source source;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Held held = new Held(Optional.empty(), Instant.MIN);
    private Instant nextSearch = Instant.MIN;

    KeyRing(String issuerName, Source source, Clock clock) {
        this.issuerName = issuerName;
        this.source = source;
        this.clock = clock;
    }

    /**
     * The keys as last read. The first callers wait for them; later ones go on with the old keys
     * while one of them reads anew.
     *
     * @throws KeysUnavailable if they were never read
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
     * The keys after the issuer was asked again because none of those known fits a token. Callers
     * at the same time share one answer, and between two such questions there is a pause.
     *
     * @param known where none was found
     */
    List<VerificationKey> keysBeyond(List<VerificationKey> known) {
        reading.lock();
        try {
            Instant now = clock.instant();
            if (keysOf(held) == known && !now.isBefore(nextSearch)) {
                nextSearch = now.plus(BETWEEN_SEARCHES);
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
            held = new Held(keys, clock.instant().plus(FRESH));
        } catch (IOException e) {
            // Only the exception and never the location, which may hold credentials.
            LOG.log(Level.WARNING, "The keys of issuer {0} cannot be read: {1}", issuerName, e);
            Duration pause = held.keys().isPresent() ? LATER_RETRY : FIRST_RETRY;
            held = new Held(held.keys(), clock.instant().plus(pause));
        }
    }

    private List<VerificationKey> keysOf(Held some) {
        return some.keys().orElseThrow(() -> new KeysUnavailable(issuerName));
    }
}
