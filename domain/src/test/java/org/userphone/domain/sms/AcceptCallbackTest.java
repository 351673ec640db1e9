package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

class AcceptCallbackTest {

    private static final Receipt RECEIPT = SmsMessagesContract.receipt("1", true);

    private final InMemoryDomain domain = new InMemoryDomain();

    @Test
    void whatAProviderSignedIsRecordedWhenItReturns() {
        accept(callback -> List.of(RECEIPT));

        assertThat(domain.early.take(RECEIPT.reference())).contains(RECEIPT);
    }

    @Test
    void aForgeryIsRefusedAndNothingIsRecorded() {
        assertRejected(
                Reason.RECEIPT_FORGED,
                () ->
                        accept(
                                callback -> {
                                    throw new Rejection(Reason.RECEIPT_FORGED);
                                }));
    }

    @Test
    void aReceiptThatCannotBeRecordedIsNotAcknowledged() {
        var failing =
                new RecordReceipts(domain.messages, domain.early, domain.events, domain.clock) {
                    @Override
                    public void record(List<Receipt> receipts) {
                        throw new IllegalStateException("no database");
                    }
                };

        assertThatThrownBy(
                        () ->
                                new AcceptReceipts(new ReceiptQueue(1), failing)
                                        .accept(List.of(RECEIPT)))
                .hasMessage("no database");
    }

    private void accept(CallbackReader reader) {
        var receipts = new AcceptReceipts(new ReceiptQueue(1), domain.recordReceipts);
        new AcceptCallback(reader, receipts)
                .accept(new Callback("provider", Optional.empty(), Optional.empty(), new byte[0]));
    }
}
