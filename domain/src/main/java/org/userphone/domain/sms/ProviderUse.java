package org.userphone.domain.sms;

import java.util.Map;
import java.util.Optional;
import org.userphone.domain.sms.Attempt.Outcome;

/**
 * What the record says of one provider, over all nodes and their restarts.
 *
 * @param lastSuccess the last attempt in which the provider accepted a message; empty if the record
 *     has none
 * @param lastFailure the last attempt that led to nothing, be it because of the provider or of the
 *     number; empty if the record has none
 * @param outcomes how many attempts had each outcome; outcomes of none are left out
 */
public record ProviderUse(
        Optional<Attempt> lastSuccess, Optional<Attempt> lastFailure, Map<Outcome, Long> outcomes) {

    /** The use of a provider that was never asked. */
    public static final ProviderUse NONE =
            new ProviderUse(Optional.empty(), Optional.empty(), Map.of());

    public ProviderUse {
        outcomes = Map.copyOf(outcomes);
    }
}
