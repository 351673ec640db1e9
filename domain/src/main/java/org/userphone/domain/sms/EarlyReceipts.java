package org.userphone.domain.sms;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Receipts that came before it was recorded that the provider took the message over. */
public interface EarlyReceipts {

    /** Keeps receipts; of those about the same message the first. */
    void keep(List<Receipt> receipts, Instant now);

    /** The receipt of a message that is about to be recorded; it is kept no longer. */
    Optional<Receipt> take(Reference reference);

    /**
     * Receipts whose message was recorded in the very moment in which they were kept; they are kept
     * no longer.
     */
    List<Receipt> takeRecorded(int limit);

    /**
     * Removes what was kept before a time.
     *
     * @param limit so many at once
     * @return how many were removed
     */
    int removeBefore(Instant time, int limit);
}
