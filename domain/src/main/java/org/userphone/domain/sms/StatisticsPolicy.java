package org.userphone.domain.sms;

import java.time.Duration;

/**
 * How often the statistics are brought up to date.
 *
 * @param period how long the sums of the newest messages may be out of date, one second to one hour
 */
public record StatisticsPolicy(Duration period) {

    public StatisticsPolicy {
        if (period.compareTo(Duration.ofSeconds(1)) < 0
                || period.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("it is PT1S to PT1H");
        }
    }
}
