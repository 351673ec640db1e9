package org.userphone.api.call;

import jakarta.inject.Inject;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.sms.AcceptCallback;
import org.userphone.domain.sms.Callback;

/**
 * What SMS providers call by HTTP. It is no part of the contract: providers say what it is like.
 */
@ApplicationSingleton
public class ReceiptCalls {

    private final AcceptCallback acceptCallback;

    @Inject
    public ReceiptCalls(AcceptCallback acceptCallback) {
        this.acceptCallback = acceptCallback;
    }

    /** Returns when the receipts are committed. */
    public void accept(Callback callback) {
        acceptCallback.accept(callback);
    }
}
