package org.userphone.domain.user;

import java.time.Instant;

/**
 * The place of an event in the history of a user, an organisation or the instance.
 *
 * @param sequence counted from 1 without gaps
 * @param at when the event was recorded, to the microsecond
 */
public record EventPosition(long sequence, Instant at) {

    /** The position before the first event. */
    static final EventPosition START = new EventPosition(0, Instant.EPOCH);
}
