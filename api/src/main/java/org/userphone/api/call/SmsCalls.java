package org.userphone.api.call;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.userphone.api.contract.GetPhoneCodeRequest;
import org.userphone.api.contract.GetPhoneCodeResponse;
import org.userphone.api.contract.GiveUpSmsMessageRequest;
import org.userphone.api.contract.GiveUpSmsMessageResponse;
import org.userphone.api.contract.ListPhoneMessagesRequest;
import org.userphone.api.contract.ListPhoneMessagesResponse;
import org.userphone.api.contract.ListSmsUsageRequest;
import org.userphone.api.contract.ListSmsUsageResponse;
import org.userphone.api.contract.PhoneMessage;
import org.userphone.api.contract.SearchSmsMessagesRequest;
import org.userphone.api.contract.SearchSmsMessagesResponse;
import org.userphone.api.contract.SendSmsMessageRequest;
import org.userphone.api.contract.SendSmsMessageResponse;
import org.userphone.api.contract.SmsUsage;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.ReadPhoneCode;
import org.userphone.domain.account.ReadPhoneCode.PhoneCode;
import org.userphone.domain.sms.GiveUpMessage;
import org.userphone.domain.sms.ListMessages;
import org.userphone.domain.sms.SearchMessages;
import org.userphone.domain.sms.SendMessage;
import org.userphone.domain.sms.SmsStory;
import org.userphone.domain.sms.SumUsage;
import org.userphone.domain.sms.UsageQuery;

/** The calls of {@code userphone.v1.SmsService}. */
@ApplicationSingleton
public class SmsCalls {

    private static final Duration DEFAULT_RANGE = Duration.ofDays(30);

    private final ListMessages listMessages;
    private final ReadPhoneCode readPhoneCode;
    private final SearchMessages searchMessages;
    private final SendMessage sendMessage;
    private final GiveUpMessage giveUpMessage;
    private final SumUsage sumUsage;
    private final Clock clock;

    @Inject
    public SmsCalls(
            ListMessages listMessages,
            ReadPhoneCode readPhoneCode,
            SearchMessages searchMessages,
            SendMessage sendMessage,
            GiveUpMessage giveUpMessage,
            SumUsage sumUsage,
            Clock clock) {
        this.listMessages = listMessages;
        this.readPhoneCode = readPhoneCode;
        this.searchMessages = searchMessages;
        this.sendMessage = sendMessage;
        this.giveUpMessage = giveUpMessage;
        this.sumUsage = sumUsage;
        this.clock = clock;
    }

    public ListPhoneMessagesResponse listPhoneMessages(
            CallContext context, ListPhoneMessagesRequest request) {
        Rules.check(request);
        var user = new UserId(request.getUserId());
        int limit = limit(request.getLimit(), ListMessages.MAX_LIMIT);
        context.memory().take(limit);
        return ListPhoneMessagesResponse.newBuilder()
                .addAllMessages(
                        shown(
                                listMessages.list(
                                        context.caller(),
                                        user,
                                        offset(request.getOffset()),
                                        limit)))
                .build();
    }

    public GetPhoneCodeResponse getPhoneCode(CallContext context, GetPhoneCodeRequest request) {
        Rules.check(request);
        return readPhoneCode
                .read(context.caller(), new UserId(request.getUserId()))
                .map(SmsCalls::code)
                .orElse(GetPhoneCodeResponse.getDefaultInstance());
    }

    private static GetPhoneCodeResponse code(PhoneCode code) {
        var response =
                GetPhoneCodeResponse.newBuilder()
                        .setPending(true)
                        .setExpiresAt(Messages.timestamp(code.expiresAt()))
                        .setTriesLeft(code.triesLeft());
        code.resendAt().map(Messages::timestamp).ifPresent(response::setResendAt);
        return response.build();
    }

    public SearchSmsMessagesResponse searchSmsMessages(
            CallContext context, SearchSmsMessagesRequest request) {
        Rules.check(request);
        var query =
                PhoneMessages.query(
                        request,
                        offset(request.getOffset()),
                        limit(request.getLimit(), ListMessages.MAX_LIMIT));
        context.memory().take(query.limit());
        return SearchSmsMessagesResponse.newBuilder()
                .addAllMessages(
                        shown(searchMessages.search(context.caller(), query, request.getPhone())))
                .build();
    }

    public SendSmsMessageResponse sendSmsMessage(
            CallContext context, SendSmsMessageRequest request) {
        Rules.check(request);
        return SendSmsMessageResponse.newBuilder()
                .setDetails(
                        Providers.changed(
                                sendMessage.send(
                                        context.caller(), request.getId(), request.getProvider())))
                .build();
    }

    public GiveUpSmsMessageResponse giveUpSmsMessage(
            CallContext context, GiveUpSmsMessageRequest request) {
        Rules.check(request);
        return GiveUpSmsMessageResponse.newBuilder()
                .setDetails(
                        Providers.changed(giveUpMessage.giveUp(context.caller(), request.getId())))
                .build();
    }

    private List<PhoneMessage> shown(List<SmsStory> stories) {
        var now = clock.instant();
        return stories.stream().map(story -> PhoneMessages.message(story, now)).toList();
    }

    /** A negative offset is an unsigned number of 2^31 or more, which no list reaches. */
    static int offset(int asked) {
        return asked < 0 ? Integer.MAX_VALUE : asked;
    }

    /** 0, and everything above the highest limit, mean that one. */
    static int limit(int asked, int highest) {
        return asked > 0 && asked <= highest ? asked : highest;
    }

    /** Checks the caller's permission before the rules of the request. */
    public ListSmsUsageResponse listSmsUsage(CallContext context, ListSmsUsageRequest request) {
        context.caller().requireEverywhere(Permission.IAM_READ);
        Rules.check(request);
        var until =
                Events.time("until", request.hasUntil(), request.getUntil())
                        .orElseGet(clock::instant);
        var since =
                Events.time("since", request.hasSince(), request.getSince())
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

    private static SmsUsage usage(org.userphone.domain.sms.SmsUsage sums) {
        return SmsUsage.newBuilder()
                .setOrganizationId(sums.organisation().value())
                .setCountry(sums.country())
                .setMessages(sums.messages())
                .setSegments(sums.segments())
                .setCost(PhoneMessages.text(sums.cost()))
                .setDelivered(sums.delivered())
                .setUnsent(sums.unsent())
                .build();
    }
}
