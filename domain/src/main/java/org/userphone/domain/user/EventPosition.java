package org.userphone.domain.user;

import java.time.Instant;

/**
 * Where an event lies in its user's history.
 *
 * @param sequence the user's events are counted from 1, without gaps
 * @param at when it was recorded, to the microsecond
 */
public record EventPosition(long sequence, Instant at) {

    /** Before the first event. */
    static final EventPosition START = new EventPosition(0, Instant.EPOCH);
}
