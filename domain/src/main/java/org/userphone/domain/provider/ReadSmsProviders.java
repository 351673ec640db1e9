package org.userphone.domain.provider;

import jakarta.inject.Inject;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;

/** Reads the configured SMS providers (protocol section 7.1). */
@UseCase
public class ReadSmsProviders {

    private final SmsProviders providers;

    @Inject
    public ReadSmsProviders(SmsProviders providers) {
        this.providers = providers;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public SmsConfiguration list(Caller caller) {
        caller.requireEverywhere(Permission.IAM_READ);
        return providers.all();
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED} or {@link
     *     Reason#SMS_PROVIDER_NOT_FOUND}
     */
    public SmsProvider get(Caller caller, String id) {
        caller.requireEverywhere(Permission.IAM_READ);
        return providers.all().get(id, Reason.SMS_PROVIDER_NOT_FOUND);
    }
}
