package org.userphone.domain.sms;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;

/**
 * Accepts receipts that a provider sends by HTTP, after it has checked that the provider sent them.
 */
@UseCase
public class AcceptCallback {

    private final CallbackReader reader;
    private final AcceptReceipts receipts;

    @Inject
    public AcceptCallback(CallbackReader reader, AcceptReceipts receipts) {
        this.reader = reader;
        this.receipts = receipts;
    }

    /**
     * Accepts the receipts of a callback; returns when they are committed.
     *
     * @throws Rejection with {@link Reason#RECEIPT_PROVIDER_UNKNOWN}, {@link
     *     Reason#RECEIPT_FORGED}, {@link Reason#INVALID_REQUEST} or {@link
     *     Reason#TOO_MANY_RECEIPTS}
     */
    @Transactional(NOT_SUPPORTED)
    public void accept(Callback callback) {
        receipts.accept(reader.read(callback));
    }
}
