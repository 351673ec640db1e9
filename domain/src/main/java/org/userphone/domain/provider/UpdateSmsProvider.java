package org.userphone.domain.provider;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.SmsConfiguration.Edit;

/** Changes an SMS provider, active or not (protocol section 7.1). */
@UseCase
public class UpdateSmsProvider {

    private final SmsProviders providers;
    private final ProviderGateway gateway;
    private final SigningKeys keys;
    private final Clock clock;

    @Inject
    public UpdateSmsProvider(
            SmsProviders providers, ProviderGateway gateway, SigningKeys keys, Clock clock) {
        this.providers = providers;
        this.gateway = gateway;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param twilio the new account; its token is ignored, the old one stays
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}, {@link
     *     Reason#SMS_PROVIDER_NOT_FOUND}, also if the provider is not a Twilio account, or {@link
     *     Reason#INVALID_REQUEST} if the account cannot work
     */
    public SmsProvider updateTwilio(Caller caller, String id, String description, Twilio twilio) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        var before = providers.lock();
        var provider = before.get(id, Reason.SMS_PROVIDER_NOT_FOUND);
        var token = provider.config(Twilio.class).token();
        twilio.requireUsable();
        var payload = InstanceEvent.payload(description, twilio);
        payload.put("id", id);
        return keep(
                before.replace(
                        Edit.of(caller, clock.instant()),
                        provider.with(description, twilio.with(token)),
                        InstanceEvent.TWILIO_CHANGED,
                        payload),
                id);
    }

    /**
     * @param rotate whether to make a new signing key; the previous one also signs for {@link
     *     SigningKeys#OVERLAP}
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}, {@link Reason#SMS_ENDPOINT_DENIED}
     *     or {@link Reason#SMS_PROVIDER_NOT_FOUND}, also if the provider is not an HTTP endpoint
     */
    public SmsProvider updateHttp(
            Caller caller, String id, String description, String endpoint, boolean rotate) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        if (!gateway.allows(endpoint)) {
            throw new Rejection(Reason.SMS_ENDPOINT_DENIED);
        }
        var now = clock.instant();
        var before = providers.lock();
        var provider = before.get(id, Reason.SMS_PROVIDER_NOT_FOUND);
        var moved = provider.config(Http.class).movedTo(endpoint);
        return keep(
                before.replace(
                        Edit.of(caller, now),
                        provider.with(
                                description,
                                rotate
                                        ? moved.rotated(keys.next(), now.plus(SigningKeys.OVERLAP))
                                        : moved),
                        InstanceEvent.HTTP_CHANGED,
                        Map.of("id", id, "description", description)),
                id);
    }

    private SmsProvider keep(SmsConfiguration.Change change, String id) {
        providers.keep(change);
        return change.after().find(id).orElseThrow();
    }
}
