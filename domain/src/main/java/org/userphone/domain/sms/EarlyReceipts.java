package org.userphone.domain.sms;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Receipts that arrived before it was recorded that the provider accepted their message. */
public interface EarlyReceipts {

    /** Stores receipts. If there is a receipt for the same message already, the first one stays. */
    void keep(List<Receipt> receipts, Instant now);

    /** Removes and returns the receipt of a message, or of a part, that is about to be recorded. */
    Optional<Receipt> take(Reference reference);

    /**
     * Removes and returns receipts whose message was recorded at the moment when they were stored.
     */
    List<Receipt> takeRecorded(int limit);

    /**
     * Removes receipts that were stored before a time.
     *
     * @param limit how many to remove at most
     * @return how many were removed
     */
    int removeBefore(Instant time, int limit);
}
