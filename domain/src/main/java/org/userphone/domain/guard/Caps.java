package org.userphone.domain.guard;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.userphone.domain.sms.Entries;

/**
 * Limits of the daily totals, by name.
 *
 * @param others the limit for every name that is not in the map; empty for no limit
 */
public record Caps(Map<String, BigDecimal> byName, Optional<BigDecimal> others) {

    public static final Caps NONE = new Caps(Map.of(), Optional.empty());

    /** The name of all that are not named. */
    public static final String DEFAULT = "default";

    public Caps {
        byName = Map.copyOf(byName);
    }

    /**
     * Parses a list such as {@code default=500, CH=2000.50}; 0 means no limit.
     *
     * @throws IllegalArgumentException if the text is not such a list or has a name twice
     */
    public static Caps parse(String text) {
        var caps = new TreeMap<String, BigDecimal>();
        for (var entry : Entries.of(text)) {
            if (!entry.value().matches("[0-9]{1,12}(\\.[0-9]{1,6})?")) {
                throw new IllegalArgumentException("a limit is a number like 500 or 12.50");
            }
            caps.put(entry.key(), new BigDecimal(entry.value()));
        }
        var others = Optional.ofNullable(caps.remove(DEFAULT));
        return new Caps(caps, others);
    }

    /** The limit for a name; empty for no limit. */
    Optional<BigDecimal> of(String name) {
        return Optional.ofNullable(byName.get(name))
                .or(() -> others)
                .filter(cap -> cap.signum() > 0);
    }
}
