package org.userphone.domain.sms;

import java.util.List;
import org.userphone.domain.Rejection;

/** Reads what providers tell us by HTTP, if it is really they who do. */
public interface CallbackReader {

    /**
     * @return none if it tells nothing that is final
     * @throws Rejection with {@link Rejection.Reason#RECEIPT_PROVIDER_UNKNOWN} if no such provider
     *     sends receipts; with {@link Rejection.Reason#RECEIPT_FORGED} if its provider did not sign
     *     it, or long ago; with {@link Rejection.Reason#INVALID_REQUEST} if it is malformed
     */
    List<Receipt> read(Callback callback);
}
