package org.userphone.domain.sms;

import java.time.Duration;

/**
 * How long it is remembered what became of messages.
 *
 * @param keep at least a day, counted from when a message was promised
 */
public record MessagePolicy(Duration keep) {

    public MessagePolicy {
        if (keep.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("a day is the shortest");
        }
    }
}
