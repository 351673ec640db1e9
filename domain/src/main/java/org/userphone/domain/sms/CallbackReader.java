package org.userphone.domain.sms;

import java.util.List;
import org.userphone.domain.Rejection;

/** Checks and reads the HTTP requests by which providers send receipts. */
public interface CallbackReader {

    /**
     * @return the receipts in the request; none if it reports no final state
     * @throws Rejection with {@link Rejection.Reason#RECEIPT_PROVIDER_UNKNOWN} if no provider of
     *     this name sends receipts; with {@link Rejection.Reason#RECEIPT_FORGED} if the provider
     *     did not sign the request or signed it too long ago; with {@link
     *     Rejection.Reason#INVALID_REQUEST} if the request is malformed
     */
    List<Receipt> read(Callback callback);
}
