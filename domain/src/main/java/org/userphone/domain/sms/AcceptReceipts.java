package org.userphone.domain.sms;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;

/**
 * Accepts receipts from a provider. The receipts of many requests are recorded in one transaction,
 * and no request returns before it is committed.
 */
@UseCase
public class AcceptReceipts {

    private final ReceiptQueue queue;
    private final RecordReceipts record;

    @Inject
    public AcceptReceipts(ReceiptQueue queue, RecordReceipts record) {
        this.queue = queue;
        this.record = record;
    }

    /**
     * Accepts receipts; returns when they are committed.
     *
     * @throws Rejection with {@link Reason#TOO_MANY_RECEIPTS}; the provider is to repeat them
     * @throws RuntimeException if the receipts could not be recorded; the provider is to repeat
     *     them
     */
    @Transactional(NOT_SUPPORTED)
    public void accept(List<Receipt> receipts) {
        if (!receipts.isEmpty()) {
            queue.commit(receipts, record::record);
        }
    }
}
