package org.userphone.api.call;

import static java.util.stream.Collectors.toSet;

import com.google.protobuf.Duration;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.userphone.api.contract.PhoneMessage;
import org.userphone.api.contract.PhoneMessageState;
import org.userphone.api.contract.SearchSmsMessagesRequest;
import org.userphone.api.contract.SmsAttempt;
import org.userphone.api.contract.SmsOutcome;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.Attempt.Outcome;
import org.userphone.domain.sms.MessageQuery;
import org.userphone.domain.sms.MessageQuery.Field;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.sms.SmsStory;

/** Converts the records of SMS to messages of the contract, and the queries for them back. */
final class PhoneMessages {

    private static final String STATE = "PHONE_MESSAGE_STATE_";

    private PhoneMessages() {}

    static MessageQuery query(SearchSmsMessagesRequest request, int offset, int limit) {
        var query =
                new MessageQuery(
                        Map.of(),
                        Events.time("since", request.hasSince(), request.getSince()),
                        Events.time("until", request.hasUntil(), request.getUntil()),
                        offset,
                        limit);
        query = with(query, Field.ID, request.getMessageId());
        query = with(query, Field.USER, request.getUserId());
        query = with(query, Field.ORGANISATION, request.getOrganizationId());
        query = with(query, Field.PROVIDER, request.getProvider());
        query = with(query, Field.COUNTRY, request.getCountry());
        query = with(query, Field.REFERENCE, request.getReference());
        query = with(query, Field.REQUEST, request.getRequestId());
        if (request.getStatesCount() == 0) {
            return query;
        }
        return query.and(
                Field.STATE,
                request.getStatesList().stream()
                        .map(state -> state(request, state).name())
                        .collect(toSet()));
    }

    private static MessageQuery with(MessageQuery query, Field field, String value) {
        return value.isEmpty() ? query : query.and(field, value);
    }

    private static State state(SearchSmsMessagesRequest request, PhoneMessageState state) {
        if (state == PhoneMessageState.PHONE_MESSAGE_STATE_UNSPECIFIED) {
            throw Rules.refused(
                    request, "states", "UNKNOWN_VALUE", "value must not be unspecified");
        }
        return State.valueOf(state.name().substring(STATE.length()));
    }

    static PhoneMessage message(SmsStory story, Instant now) {
        var message = story.message();
        var dispatch = message.dispatch();
        var progress = message.progress();
        boolean beingSent = progress.heldUntil().filter(now::isBefore).isPresent();
        var shown =
                PhoneMessage.newBuilder()
                        .setId(message.id())
                        .setState(state(message.state()))
                        .setReason(message.reason().orElse(""))
                        .setProvider(message.provider().orElse(""))
                        .setReference(message.reference().map(Reference::id).orElse(""))
                        .setNumber(dispatch.destination().number())
                        .setCountry(message.country())
                        .setSegments(dispatch.segments())
                        .setCost(text(dispatch.cost()))
                        .setPromisedAt(Messages.timestamp(dispatch.promisedAt()))
                        .setChangedAt(Messages.timestamp(message.status().since()))
                        .setBeingSent(beingSent)
                        .setRequestId(progress.request().orElse(""))
                        .setUserId(message.user().map(UserId::value).orElse(""))
                        .setOrganizationId(dispatch.resourceOwner().value());
        dispatch.leftAt().map(Messages::timestamp).ifPresent(shown::setLeftAt);
        progress.expiresAt().map(Messages::timestamp).ifPresent(shown::setExpiresAt);
        progress.nextAttemptAt()
                .filter(next -> !beingSent)
                .map(Messages::timestamp)
                .ifPresent(shown::setNextAttemptAt);
        story.attempts().stream().map(PhoneMessages::attempt).forEach(shown::addAttempts);
        return shown.build();
    }

    static SmsAttempt attempt(Attempt attempt) {
        return SmsAttempt.newBuilder()
                .setProvider(attempt.provider())
                .setAt(Messages.timestamp(attempt.at()))
                .setTook(
                        Duration.newBuilder()
                                .setSeconds(attempt.took().getSeconds())
                                .setNanos(attempt.took().getNano()))
                .setOutcome(outcome(attempt.outcome()))
                .setReason(attempt.reason().orElse(""))
                .build();
    }

    static SmsOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> SmsOutcome.SMS_OUTCOME_ACCEPTED;
            case REFUSED -> SmsOutcome.SMS_OUTCOME_REFUSED;
            case DEFERRED -> SmsOutcome.SMS_OUTCOME_DEFERRED;
            case UNKNOWN -> SmsOutcome.SMS_OUTCOME_UNKNOWN;
            case THROTTLED -> SmsOutcome.SMS_OUTCOME_THROTTLED;
            case MISCONFIGURED -> SmsOutcome.SMS_OUTCOME_MISCONFIGURED;
        };
    }

    private static PhoneMessageState state(SmsMessage.State state) {
        return switch (state) {
            case WAITING -> PhoneMessageState.PHONE_MESSAGE_STATE_WAITING;
            case ACCEPTED -> PhoneMessageState.PHONE_MESSAGE_STATE_ACCEPTED;
            case DELIVERED -> PhoneMessageState.PHONE_MESSAGE_STATE_DELIVERED;
            case UNDELIVERED -> PhoneMessageState.PHONE_MESSAGE_STATE_UNDELIVERED;
            case REFUSED -> PhoneMessageState.PHONE_MESSAGE_STATE_REFUSED;
            case EXPIRED -> PhoneMessageState.PHONE_MESSAGE_STATE_EXPIRED;
            case REPLACED -> PhoneMessageState.PHONE_MESSAGE_STATE_REPLACED;
            case PARKED -> PhoneMessageState.PHONE_MESSAGE_STATE_PARKED;
        };
    }

    /** An amount of money without zeros at its end. */
    static String text(BigDecimal cost) {
        return cost.stripTrailingZeros().toPlainString();
    }
}
