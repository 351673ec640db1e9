package org.userphone.api.call;

import com.google.protobuf.util.Durations;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.contract.CheckLimitsRequest;
import org.userphone.api.contract.CheckLimitsResponse;
import org.userphone.api.contract.ClearLimitCountRequest;
import org.userphone.api.contract.ClearLimitCountResponse;
import org.userphone.api.contract.LimitAllowance;
import org.userphone.api.contract.LimitCount;
import org.userphone.api.contract.LimitKind;
import org.userphone.api.contract.ListLimitsRequest;
import org.userphone.api.contract.ListLimitsResponse;
import org.userphone.api.contract.SearchLimitCountsRequest;
import org.userphone.api.contract.SearchLimitCountsResponse;
import org.userphone.api.status.Statuses;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.guard.CheckLimits;
import org.userphone.domain.guard.ClearCount;
import org.userphone.domain.guard.LimitQuestion;
import org.userphone.domain.guard.LimitState;
import org.userphone.domain.guard.ListFullestCounts;
import org.userphone.domain.settings.LimitSetting;
import org.userphone.domain.settings.ListLimits;

/** The calls of {@code userphone.v1.LimitService}. */
@ApplicationSingleton
public class LimitCalls {

    private static final String KIND = "LIMIT_KIND_";

    private final ListLimits listLimits;
    private final CheckLimits checkLimits;
    private final ListFullestCounts listFullestCounts;
    private final ClearCount clearCount;
    private final Clock clock;

    @Inject
    public LimitCalls(
            ListLimits listLimits,
            CheckLimits checkLimits,
            ListFullestCounts listFullestCounts,
            ClearCount clearCount,
            Clock clock) {
        this.listLimits = listLimits;
        this.checkLimits = checkLimits;
        this.listFullestCounts = listFullestCounts;
        this.clearCount = clearCount;
        this.clock = clock;
    }

    public ListLimitsResponse listLimits(CallContext context, ListLimitsRequest request) {
        Rules.check(request);
        var response = ListLimitsResponse.newBuilder();
        listLimits.list(context.caller()).stream()
                .map(LimitCalls::setting)
                .forEach(response::addSettings);
        return response.build();
    }

    /** Without a user, checks the caller's permission before the rules of the request. */
    public CheckLimitsResponse checkLimits(CallContext context, CheckLimitsRequest request) {
        if (request.getUserId().isEmpty()) {
            context.caller().requireEverywhere(Permission.IAM_READ);
        }
        Rules.check(request);
        var checked = checkLimits.check(context.caller(), question(request));
        var response = CheckLimitsResponse.newBuilder();
        checked.states().stream().map(LimitCalls::count).forEach(response::addCounts);
        checked.refusal().ifPresent(refusal -> tell(response, refusal));
        return response.build();
    }

    private void tell(CheckLimitsResponse.Builder response, Rejection refusal) {
        response.setRefused(true).setRefusal(Statuses.describe(refusal, "").getMessage());
        refusal.retryAfter()
                .map(wait -> Messages.timestamp(clock.instant().plus(wait)))
                .ifPresent(response::setRefusedUntil);
    }

    private static LimitQuestion question(CheckLimitsRequest request) {
        if (request.equals(CheckLimitsRequest.getDefaultInstance())) {
            throw Rules.refused(request, "user_id", "REQUIRED", "one of the fields is required");
        }
        return new LimitQuestion(
                text(request.getUserId()).map(UserId::new),
                text(request.getPhone()),
                text(request.getPrefix()),
                text(request.getCountry()),
                text(request.getClientAddress()).map(address -> address(request, address)),
                text(request.getOrganizationId()).map(OrganisationId::new));
    }

    private static ClientAddress address(CheckLimitsRequest request, String text) {
        return ClientAddresses.read(text)
                .orElseThrow(
                        () ->
                                Rules.refused(
                                        request,
                                        "client_address",
                                        "FORMAT",
                                        "value must be an IP address"));
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty());
    }

    /** Checks the caller's permission before the rules of the request. */
    public SearchLimitCountsResponse searchLimitCounts(
            CallContext context, SearchLimitCountsRequest request) {
        context.caller().requireEverywhere(Permission.IAM_READ);
        Rules.check(request);
        int limit = SmsCalls.limit(request.getLimit(), ListFullestCounts.MAX_LIMIT);
        context.memory().take(limit);
        var response = SearchLimitCountsResponse.newBuilder();
        listFullestCounts
                .list(
                        context.caller(),
                        request.getRefusing(),
                        SmsCalls.offset(request.getOffset()),
                        limit)
                .stream()
                .map(LimitCalls::count)
                .forEach(response::addCounts);
        return response.build();
    }

    /** Checks the caller's permission before the rules of the request. */
    public ClearLimitCountResponse clearLimitCount(
            CallContext context, ClearLimitCountRequest request) {
        context.caller().requireEverywhere(Permission.IAM_WRITE);
        Rules.check(request);
        return ClearLimitCountResponse.newBuilder()
                .setDetails(
                        Providers.changed(clearCount.clear(context.caller(), request.getCount())))
                .build();
    }

    private static org.userphone.api.contract.LimitSetting setting(LimitSetting setting) {
        var shown =
                org.userphone.api.contract.LimitSetting.newBuilder()
                        .setSetting(setting.key())
                        .setValue(setting.value())
                        .setConfigured(setting.isConfigured());
        for (var allowance : setting.allowances()) {
            var one =
                    LimitAllowance.newBuilder()
                            .setOf(allowance.of())
                            .setMost(number(allowance.most()));
            allowance.period().map(LimitCalls::duration).ifPresent(one::setPeriod);
            shown.addAllowances(one);
        }
        return shown.build();
    }

    private static LimitCount count(LimitState state) {
        var count =
                LimitCount.newBuilder()
                        .setLimit(LimitKind.valueOf(KIND + state.limit()))
                        .setCount(state.count())
                        .setCounted(number(state.counted()))
                        .setMost(number(state.most()))
                        .setPercent(state.percent());
        state.period().map(LimitCalls::duration).ifPresent(count::setPeriod);
        state.since().map(Messages::timestamp).ifPresent(count::setSince);
        state.until().map(Messages::timestamp).ifPresent(count::setUntil);
        state.refusedUntil().map(Messages::timestamp).ifPresent(count::setRefusedUntil);
        return count.build();
    }

    private static String number(BigDecimal number) {
        return PhoneMessages.text(number);
    }

    private static com.google.protobuf.Duration duration(Duration duration) {
        return Durations.fromNanos(duration.toNanos());
    }
}
