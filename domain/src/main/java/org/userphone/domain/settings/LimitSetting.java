package org.userphone.domain.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A setting that limits something, and its value now.
 *
 * @param key such as {@code userphone.guard.number}
 * @param value as it is set; empty if nothing is. Of test numbers the ends and the last day
 * @param isConfigured whether the value is another one than the default
 * @param allowances what the value says, if it says how much of something is allowed
 */
public record LimitSetting(
        String key, String value, boolean isConfigured, List<Allowance> allowances) {

    /**
     * So much of something is allowed.
     *
     * @param of the country or organisation; {@code default} for all others; empty if there is only
     *     one
     * @param most how much: SMS, codes, changes or an estimated cost; 0 for no limit
     * @param period in which span of time; empty if time does not matter
     */
    public record Allowance(String of, BigDecimal most, Optional<Duration> period) {}

    public LimitSetting {
        allowances = List.copyOf(allowances);
    }
}
