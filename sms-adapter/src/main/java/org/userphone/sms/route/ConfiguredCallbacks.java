package org.userphone.sms.route;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.sms.Callback;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;

/** Reads the receipts that any of the known providers sends by HTTP. */
@Dependent
class ConfiguredCallbacks implements CallbackReader {

    private final KnownProviders providers;
    private final Clock clock;

    @Inject
    ConfiguredCallbacks(KnownProviders providers, Clock clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public List<Receipt> read(Callback callback) {
        return providers
                .find(callback.provider())
                .flatMap(provider -> provider.callbacks(clock))
                .orElseThrow(() -> new Rejection(Reason.RECEIPT_PROVIDER_UNKNOWN))
                .read(callback);
    }
}
