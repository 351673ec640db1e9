package org.userphone.sms;

import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.function.Supplier;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.provider.SmsProviders;

/**
 * The providers that are active in the database. It is asked for when a message is due: before, the
 * database is not bound.
 */
final class ActiveProviders implements Supplier<List<SmsProvider>> {

    private final Instance<SmsProviders> later;
    private SmsProviders providers;

    ActiveProviders(Instance<SmsProviders> later) {
        this.later = later;
    }

    @Override
    public synchronized List<SmsProvider> get() {
        if (providers == null) {
            providers = later.get();
        }
        return providers.all().active();
    }
}
