package org.userphone.api.token;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits how often one issuer is asked for keys that are not known. Everybody can name such a key
 * in a token, and the issuer must not be asked for each of them; but a key that the issuer has just
 * introduced should be found soon.
 *
 * <p>So there are two limits. All unknown keys together have {@value #BURST} questions, of which
 * one comes back every {@link #REFILL}: that bounds what an attacker can cause, and as any answer
 * brings all keys of the issuer, a new key waits no longer than that even while somebody makes up
 * keys. And a key that an answer did not have is not asked for again within {@link #PAUSE}, so that
 * one wrong token which comes again and again leaves questions for others.
 */
final class UnknownKeys {

    static final int BURST = 5;
    static final Duration REFILL = Duration.ofSeconds(10);
    static final Duration PAUSE = Duration.ofSeconds(30);

    /** How many keys are remembered; the oldest is forgotten for a further one. */
    static final int MAX_REMEMBERED = 100;

    /** A longer {@code kid} is not remembered, which the first limit makes harmless. */
    private static final int MAX_ID_LENGTH = 500;

    /** When each key was asked for in vain, the oldest first. */
    private final Map<String, Instant> missing = new LinkedHashMap<>();

    /** When all questions will have come back. */
    private Instant full = Instant.MIN;

    /** Takes one of the questions, if one is left. */
    synchronized boolean mayAsk(Instant now) {
        Instant start = full.isBefore(now) ? now : full;
        if (start.isAfter(now.plus(REFILL.multipliedBy(BURST - 1L)))) {
            return false;
        }
        full = start.plus(REFILL);
        return true;
    }

    /** Remembers that the issuer does not have a key. */
    synchronized void add(String id, Instant now) {
        if (id.length() <= MAX_ID_LENGTH) {
            missing.remove(id);
            missing.put(id, now);
            if (missing.size() > MAX_REMEMBERED) {
                missing.remove(missing.keySet().iterator().next());
            }
        }
    }

    /** Whether the issuer was found not to have a key, less than {@link #PAUSE} ago. */
    synchronized boolean contains(String id, Instant now) {
        Instant asked = missing.get(id);
        return asked != null && now.isBefore(asked.plus(PAUSE));
    }

    synchronized int size() {
        return missing.size();
    }
}
