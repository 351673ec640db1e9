package org.userphone.domain.sms;

import java.time.Instant;
import java.util.Optional;

/**
 * A delivery receipt: what a provider reports later about a message that it accepted.
 *
 * @param delivered whether the message reached the phone
 * @param reason a word or two of the provider's; digits that could be a phone number are removed
 * @param at when the message came to this state, as far as the provider tells
 * @param isUnderstood whether the provider's word for the state is one that we know; a receipt that
 *     is not understood is counted and changes nothing
 */
public record Receipt(
        Reference reference,
        boolean delivered,
        Optional<String> reason,
        Instant at,
        boolean isUnderstood) {

    private static final int MAX_REASON_LENGTH = 100;

    public Receipt {
        reason = reason.map(Receipt::sanitise).filter(text -> !text.isBlank());
    }

    /** A receipt whose state nobody here knows. */
    public static Receipt notUnderstood(Reference reference, String state, Instant at) {
        return new Receipt(reference, false, Optional.of(state), at, false);
    }

    /**
     * Removes what may be a phone number, and all that is not printable ASCII: some providers quote
     * the number.
     */
    static String sanitise(String reason) {
        var text =
                reason.replaceAll("[^\\x20-\\x7e]", "?").replaceAll("\\+?[0-9]{7,}", "...").strip();
        return text.substring(0, Math.min(text.length(), MAX_REASON_LENGTH));
    }
}
