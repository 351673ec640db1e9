package org.userphone.domain.sms;

import java.time.Instant;
import java.util.Optional;

/**
 * What a provider says later about a message that it took over: whether it reached the phone.
 *
 * @param reason a word or two of the provider's, without numbers that could be a phone's
 * @param at when it came to that, as far as is known
 */
public record Receipt(Reference reference, boolean delivered, Optional<String> reason, Instant at) {

    private static final int MAX_REASON_LENGTH = 100;

    public Receipt {
        reason = reason.map(Receipt::sanitise).filter(text -> !text.isBlank());
    }

    /** Providers quote numbers where they should not; what is printable and short is kept. */
    private static String sanitise(String reason) {
        var text =
                reason.replaceAll("[^\\x20-\\x7e]", "?").replaceAll("\\+?[0-9]{7,}", "...").strip();
        return text.substring(0, Math.min(text.length(), MAX_REASON_LENGTH));
    }
}
