package org.userphone.domain.provider;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.SmsConfiguration.Edit;

/** Changes the token of a Twilio account (protocol section 7.1). */
@UseCase
public class ChangeTwilioToken {

    private final SmsProviders providers;
    private final Clock clock;

    @Inject
    public ChangeTwilioToken(SmsProviders providers, Clock clock) {
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED} or {@link
     *     Reason#SMS_PROVIDER_NOT_FOUND}, also if the provider is not a Twilio account
     */
    public SmsProvider change(Caller caller, String id, String token) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        var before = providers.lock();
        var provider = before.get(id, Reason.SMS_PROVIDER_NOT_FOUND);
        var twilio = provider.config(Twilio.class).with(token);
        var change =
                before.replace(
                        Edit.of(caller, clock.instant()),
                        provider.with(provider.description(), twilio),
                        InstanceEvent.TOKEN_CHANGED,
                        Map.of("id", id));
        providers.keep(change);
        return change.after().find(id).orElseThrow();
    }
}
