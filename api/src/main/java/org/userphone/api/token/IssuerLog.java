package org.userphone.api.token;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What the log tells of one issuer's keys, in so few lines that neither an outage nor an odd key
 * fills it: whoever sends tokens must not decide how much is logged.
 */
final class IssuerLog {

    /** An outage is one line in this time. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** How many different keys are told of. */
    static final int MAX_KEYS = 100;

    private static final Logger LOG = System.getLogger(IssuerLog.class.getName());
    private static final int MAX_ID_LENGTH = 100;

    private final String issuer;
    private final Set<String> skipped = new HashSet<>();
    private Instant next = Instant.MIN;
    private boolean down;

    /**
     * @param issuer the name of the issuer in the settings
     */
    IssuerLog(String issuer) {
        this.issuer = issuer;
    }

    String issuer() {
        return issuer;
    }

    /** The keys could not be read. */
    synchronized void failed(Exception why, Instant now) {
        down = true;
        if (!now.isBefore(next)) {
            next = now.plus(INTERVAL);
            // The location is not logged, because a URL may hold credentials.
            LOG.log(
                    Level.WARNING,
                    "The keys of issuer {0} cannot be read: {1}",
                    issuer,
                    why.toString());
        }
    }

    /** The keys were read. */
    synchronized void answered() {
        if (down) {
            down = false;
            LOG.log(Level.INFO, "The keys of issuer {0} can be read again.", issuer);
        }
    }

    /**
     * A key is not used because it cannot be read or cannot be computed with.
     *
     * @param id the {@code kid}, or another text that tells the key from others
     */
    synchronized void skipped(String id, Exception why) {
        String shown = id.length() > MAX_ID_LENGTH ? id.substring(0, MAX_ID_LENGTH) + "…" : id;
        if (skipped.size() < MAX_KEYS && skipped.add(shown)) {
            LOG.log(
                    Level.WARNING,
                    "Key {0} of issuer {1} is not used: {2}",
                    shown,
                    issuer,
                    why.toString());
        }
    }
}
