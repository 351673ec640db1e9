package org.userphone.api.call;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.userphone.api.contract.ListPhoneMessagesRequest;
import org.userphone.api.contract.ListPhoneMessagesResponse;
import org.userphone.api.contract.ListSmsUsageRequest;
import org.userphone.api.contract.ListSmsUsageResponse;
import org.userphone.api.contract.PhoneMessage;
import org.userphone.api.contract.PhoneMessageState;
import org.userphone.api.contract.SmsUsage;
import org.userphone.api.metrics.Measured;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.ListMessages;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SumUsage;
import org.userphone.domain.sms.UsageQuery;

/** The calls of {@code userphone.v1.SmsService}. */
@Measured
@ApplicationSingleton
public class SmsCalls {

    private static final Duration DEFAULT_RANGE = Duration.ofDays(30);

    private final ListMessages listMessages;
    private final SumUsage sumUsage;
    private final Clock clock;

    @Inject
    public SmsCalls(ListMessages listMessages, SumUsage sumUsage, Clock clock) {
        this.listMessages = listMessages;
        this.sumUsage = sumUsage;
        this.clock = clock;
    }

    public ListPhoneMessagesResponse listPhoneMessages(
            CallContext context, ListPhoneMessagesRequest request) {
        Rules.check(request);
        var user = new UserId(request.getUserId());
        var response = ListPhoneMessagesResponse.newBuilder();
        listMessages.list(context.caller(), user, offset(request), limit(request)).stream()
                .map(SmsCalls::message)
                .forEach(response::addMessages);
        return response.build();
    }

    /** A negative offset is an unsigned number of 2^31 or more, which no list reaches. */
    private static int offset(ListPhoneMessagesRequest request) {
        return request.getOffset() < 0 ? Integer.MAX_VALUE : request.getOffset();
    }

    private static int limit(ListPhoneMessagesRequest request) {
        int limit = request.getLimit();
        return limit > 0 && limit <= ListMessages.MAX_LIMIT ? limit : ListMessages.MAX_LIMIT;
    }

    /** Checks the caller's permission before the rules of the request. */
    public ListSmsUsageResponse listSmsUsage(CallContext context, ListSmsUsageRequest request) {
        if (!context.caller().everywhere().contains(Permission.IAM_READ)) {
            throw new Rejection(Reason.CALL_NOT_PERMITTED);
        }
        Rules.check(request);
        var until = Events.time(request.hasUntil(), request.getUntil()).orElseGet(clock::instant);
        var since =
                Events.time(request.hasSince(), request.getSince())
                        .orElseGet(() -> until.minus(DEFAULT_RANGE));
        var organisation =
                Optional.of(request.getOrganizationId())
                        .filter(id -> !id.isEmpty())
                        .map(OrganisationId::new);
        var response = ListSmsUsageResponse.newBuilder();
        sumUsage.sum(context.caller(), new UsageQuery(organisation, since, until)).stream()
                .map(SmsCalls::usage)
                .forEach(response::addUsage);
        return response.build();
    }

    private static PhoneMessage message(SmsMessage message) {
        var dispatch = message.dispatch();
        var shown =
                PhoneMessage.newBuilder()
                        .setId(message.id())
                        .setState(state(message.state()))
                        .setReason(message.reason().orElse(""))
                        .setNumber(dispatch.destination().number())
                        .setCountry(message.country())
                        .setSegments(dispatch.segments())
                        .setCost(text(dispatch.cost()))
                        .setPromisedAt(Messages.timestamp(dispatch.promisedAt()))
                        .setLeftAt(Messages.timestamp(dispatch.leftAt()))
                        .setChangedAt(Messages.timestamp(message.status().since()));
        message.reference()
                .ifPresent(known -> shown.setProvider(known.provider()).setReference(known.id()));
        return shown.build();
    }

    private static PhoneMessageState state(SmsMessage.State state) {
        return switch (state) {
            case ACCEPTED -> PhoneMessageState.PHONE_MESSAGE_STATE_ACCEPTED;
            case DELIVERED -> PhoneMessageState.PHONE_MESSAGE_STATE_DELIVERED;
            case UNDELIVERED -> PhoneMessageState.PHONE_MESSAGE_STATE_UNDELIVERED;
            case REFUSED -> PhoneMessageState.PHONE_MESSAGE_STATE_REFUSED;
            case EXPIRED -> PhoneMessageState.PHONE_MESSAGE_STATE_EXPIRED;
            case PARKED -> PhoneMessageState.PHONE_MESSAGE_STATE_PARKED;
        };
    }

    private static SmsUsage usage(org.userphone.domain.sms.SmsUsage sums) {
        return SmsUsage.newBuilder()
                .setOrganizationId(sums.organisation().value())
                .setCountry(sums.country())
                .setMessages(sums.messages())
                .setSegments(sums.segments())
                .setCost(text(sums.cost()))
                .setDelivered(sums.delivered())
                .setUnsent(sums.unsent())
                .build();
    }

    private static String text(BigDecimal cost) {
        return cost.stripTrailingZeros().toPlainString();
    }
}
