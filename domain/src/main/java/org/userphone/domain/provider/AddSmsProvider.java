package org.userphone.domain.provider;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.SmsConfiguration.Edit;
import org.userphone.domain.user.Ids;

/** Adds an SMS provider, which is not active yet (protocol section 7.1). */
@UseCase
public class AddSmsProvider {

    private final SmsProviders providers;
    private final ProviderGateway gateway;
    private final SigningKeys keys;
    private final Ids ids;
    private final Clock clock;

    @Inject
    public AddSmsProvider(
            SmsProviders providers,
            ProviderGateway gateway,
            SigningKeys keys,
            Ids ids,
            Clock clock) {
        this.providers = providers;
        this.gateway = gateway;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}, or with {@link
     *     Reason#INVALID_REQUEST} if the account cannot work
     */
    public SmsProvider addTwilio(Caller caller, String description, Twilio twilio) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        twilio.requireUsable();
        return add(
                caller,
                description,
                twilio,
                InstanceEvent.TWILIO_ADDED,
                InstanceEvent.payload(description, twilio));
    }

    /**
     * Adds an HTTP endpoint. Its signing key is made here; it is shown only in this answer.
     *
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED} or {@link
     *     Reason#SMS_ENDPOINT_DENIED}
     */
    public SmsProvider addHttp(Caller caller, String description, String endpoint) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        if (!gateway.allows(endpoint)) {
            throw new Rejection(Reason.SMS_ENDPOINT_DENIED);
        }
        return add(
                caller,
                description,
                new Http(endpoint, keys.next(), Optional.empty()),
                InstanceEvent.HTTP_ADDED,
                Map.of("description", description));
    }

    private SmsProvider add(
            Caller caller,
            String description,
            ProviderConfig config,
            String type,
            Map<String, Object> payload) {
        var id = ids.next();
        var told = new HashMap<>(payload);
        told.put("id", id);
        var change =
                providers
                        .lock()
                        .add(Edit.of(caller, clock.instant()), id, description, config, type, told);
        providers.keep(change);
        return change.after().find(id).orElseThrow();
    }
}
