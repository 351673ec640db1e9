package org.userphone.api.call;

import com.google.protobuf.Duration;
import java.util.Map;
import org.userphone.api.contract.HTTPConfig;
import org.userphone.api.contract.ObjectDetails;
import org.userphone.api.contract.SMSProvider;
import org.userphone.api.contract.SMSProviderConfigState;
import org.userphone.api.contract.SmsBreakerState;
import org.userphone.api.contract.SmsOutcomeCount;
import org.userphone.api.contract.SmsProviderStatus;
import org.userphone.api.contract.TestSmsProviderResponse;
import org.userphone.api.contract.TwilioConfig;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.ProviderStatus;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.sms.Attempt.Outcome;
import org.userphone.domain.sms.Breaker;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.user.EventPosition;

/** Converts SMS providers to messages of the contract (protocol section 7.1). */
final class Providers {

    private Providers() {}

    /** A provider, without its secrets. */
    static SMSProvider provider(SmsProvider provider) {
        var message =
                SMSProvider.newBuilder()
                        .setDetails(
                                changed(provider).toBuilder()
                                        .setCreationDate(Messages.timestamp(provider.addedAt())))
                        .setId(provider.id())
                        .setState(
                                provider.active()
                                        ? SMSProviderConfigState.SMS_PROVIDER_CONFIG_ACTIVE
                                        : SMSProviderConfigState.SMS_PROVIDER_CONFIG_INACTIVE)
                        .setDescription(provider.description())
                        .addAllRoutes(provider.routes().prefixes());
        if (provider.config() instanceof Twilio twilio) {
            message.setTwilio(
                    TwilioConfig.newBuilder()
                            .setSid(twilio.sid())
                            .setSenderNumber(twilio.senderNumber())
                            .setVerifyServiceSid(twilio.verifyService().orElse("")));
        } else if (provider.config() instanceof Http http) {
            message.setHttp(HTTPConfig.newBuilder().setEndpoint(http.endpoint()));
        }
        return message.build();
    }

    static SmsProviderStatus status(ProviderStatus provider) {
        var use = provider.use();
        var message =
                SmsProviderStatus.newBuilder()
                        .setId(provider.id())
                        .setType(provider.type())
                        .setDescription(provider.description())
                        .setReadOnly(provider.ofSettings())
                        .setActive(provider.active())
                        .addAllRoutes(provider.routes().prefixes())
                        .setWaiting(provider.waiting());
        provider.breaker()
                .ifPresent(
                        breaker ->
                                message.setBreaker(state(breaker.state()))
                                        .setBreakerSince(Messages.timestamp(breaker.since())));
        use.lastSuccess()
                .map(attempt -> Messages.timestamp(attempt.at()))
                .ifPresent(message::setLastSuccess);
        use.lastFailure().map(PhoneMessages::attempt).ifPresent(message::setLastError);
        use.outcomes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                        one ->
                                SmsOutcomeCount.newBuilder()
                                        .setOutcome(PhoneMessages.outcome(one.getKey()))
                                        .setAttempts(one.getValue()))
                .forEach(message::addRecent);
        return message.build();
    }

    private static SmsBreakerState state(Breaker.State state) {
        return switch (state) {
            case CLOSED -> SmsBreakerState.SMS_BREAKER_STATE_CLOSED;
            case OPEN -> SmsBreakerState.SMS_BREAKER_STATE_OPEN;
            case HALF_OPEN -> SmsBreakerState.SMS_BREAKER_STATE_HALF_OPEN;
        };
    }

    static ObjectDetails changed(SmsProvider provider) {
        return changed(provider.changed());
    }

    static ObjectDetails changed(EventPosition position) {
        return ObjectDetails.newBuilder()
                .setSequence(position.sequence())
                .setChangeDate(Messages.timestamp(position.at()))
                .build();
    }

    /** The key of an HTTP provider, which the caller learns only when the key is made. */
    static String signingKey(SmsProvider provider) {
        return ((Http) provider.config()).key();
    }

    static TestSmsProviderResponse tested(Delivery delivery) {
        var message =
                TestSmsProviderResponse.newBuilder()
                        .setOutcome(PhoneMessages.outcome(Outcome.of(delivery)));
        if (delivery instanceof Accepted accepted) {
            message.setReference(accepted.reference());
        } else if (delivery instanceof Refused refused) {
            message.setReason(refused.reason());
        } else if (delivery instanceof Failed failed) {
            message.setReason(failed.reason());
            failed.retryAfter()
                    .map(wait -> Duration.newBuilder().setSeconds(wait.toSeconds()))
                    .ifPresent(message::setRetryAfter);
        }
        return message.build();
    }
}
