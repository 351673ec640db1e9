package org.userphone.sms.route;

import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.function.Supplier;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.provider.SmsProviders;

/**
 * Reads the providers that are active in the database. What reads the database is looked up at the
 * first reading, because settings are read before the tables are there.
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
