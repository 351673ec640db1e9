package org.userphone.domain.provider;

import jakarta.inject.Inject;
import java.time.Clock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.provider.SmsConfiguration.Edit;

/** Activates and deactivates an SMS provider (protocol section 7.1). */
@UseCase
public class SwitchSmsProvider {

    private final SmsProviders providers;
    private final Clock clock;

    @Inject
    public SwitchSmsProvider(SmsProviders providers, Clock clock) {
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * Makes this provider the only active one.
     *
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}, {@link
     *     Reason#SMS_PROVIDER_TO_ACTIVATE_NOT_FOUND} or {@link Reason#SMS_PROVIDER_ALREADY_ACTIVE}
     */
    public SmsProvider activate(Caller caller, String id) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        return keep(providers.lock().activate(Edit.of(caller, clock.instant()), id), id);
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}, {@link
     *     Reason#SMS_PROVIDER_NOT_FOUND} or {@link Reason#SMS_PROVIDER_ALREADY_INACTIVE}
     */
    public SmsProvider deactivate(Caller caller, String id) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        return keep(providers.lock().deactivate(Edit.of(caller, clock.instant()), id), id);
    }

    private SmsProvider keep(SmsConfiguration.Change change, String id) {
        providers.keep(change);
        return change.after().find(id).orElseThrow();
    }
}
