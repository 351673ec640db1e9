package org.userphone.domain.provider;

import jakarta.inject.Inject;
import java.time.Clock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.provider.SmsConfiguration.Edit;
import org.userphone.domain.user.EventPosition;

/** Removes an SMS provider, active or not (protocol section 7.1). */
@UseCase
public class RemoveSmsProvider {

    private final SmsProviders providers;
    private final Clock clock;

    @Inject
    public RemoveSmsProvider(SmsProviders providers, Clock clock) {
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * @return the position of the event in the history of the instance
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED} or {@link
     *     Reason#SMS_PROVIDER_TO_REMOVE_NOT_FOUND}
     */
    public EventPosition remove(Caller caller, String id) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        var change = providers.lock().remove(Edit.of(caller, clock.instant()), id);
        providers.keep(change);
        return change.event().position();
    }
}
