package org.userphone.domain.provider;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.provider.SmsConfiguration.Edit;
import org.userphone.domain.user.EventPosition;

/** Activates several SMS providers in an order and with routes. ZITADEL has no such call. */
@UseCase
public class OrderSmsProviders {

    private final SmsProviders providers;
    private final Clock clock;

    @Inject
    public OrderSmsProviders(SmsProviders providers, Clock clock) {
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * @param order exactly the providers that are to be active; if it is empty, messages are sent
     *     by the provider in the settings
     * @return the position of the event in the history of the instance
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}, {@link
     *     Reason#SMS_PROVIDER_NOT_FOUND} or, if a provider is named twice, {@link
     *     Reason#INVALID_REQUEST}
     */
    public EventPosition order(Caller caller, List<RoutedProvider> order) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        var change = providers.lock().order(Edit.of(caller, clock.instant()), order);
        providers.keep(change);
        return change.event().position();
    }
}
