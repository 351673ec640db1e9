package org.userphone.domain.sms;

import java.time.Duration;

/**
 * How long the records of messages are kept.
 *
 * @param keep at least one day, counted from when a message was promised
 */
public record MessagePolicy(Duration keep) {

    public MessagePolicy {
        if (keep.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("a day is the shortest");
        }
    }
}
