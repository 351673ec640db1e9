package org.userphone.api.call;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.util.stream.Collectors.toSet;

import com.google.protobuf.util.Durations;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.userphone.api.contract.SearchSmsStatisticsRequest;
import org.userphone.api.contract.SearchSmsStatisticsResponse;
import org.userphone.api.contract.SmsStatistics;
import org.userphone.api.contract.StatisticsBucket;
import org.userphone.api.contract.StatisticsGroup;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.sms.SearchStatistics;
import org.userphone.domain.sms.SmsFigures;
import org.userphone.domain.sms.SmsStatistics.Outcome;
import org.userphone.domain.sms.StatisticsQuery;
import org.userphone.domain.sms.StatisticsQuery.Bucket;
import org.userphone.domain.sms.StatisticsQuery.Grouping;
import org.userphone.domain.sms.UsageQuery;

/** The call of {@code userphone.v1.SmsService} about statistics. */
@ApplicationSingleton
public class StatisticsCalls {

    private static final Duration DEFAULT_HOURS = Duration.ofDays(1);
    private static final Duration DEFAULT_DAYS = Duration.ofDays(30);

    private final SearchStatistics searchStatistics;
    private final Clock clock;

    @Inject
    public StatisticsCalls(SearchStatistics searchStatistics, Clock clock) {
        this.searchStatistics = searchStatistics;
        this.clock = clock;
    }

    /** Checks the caller's permission before the rules of the request. */
    public SearchSmsStatisticsResponse searchSmsStatistics(
            CallContext context, SearchSmsStatisticsRequest request) {
        context.caller().confinedTo(Permission.USER_READ);
        Rules.check(request);
        context.memory().take(SearchStatistics.MAX_BUCKETS);
        var response = SearchSmsStatisticsResponse.newBuilder();
        searchStatistics.search(context.caller(), query(request)).stream()
                .map(StatisticsCalls::statistics)
                .forEach(response::addStatistics);
        return response.build();
    }

    /** From the beginning of the first hour or day to the end of the last one. */
    private StatisticsQuery query(SearchSmsStatisticsRequest request) {
        boolean daily = request.getBucket() == StatisticsBucket.STATISTICS_BUCKET_DAY;
        var until =
                Events.time("until", request.hasUntil(), request.getUntil())
                        .orElseGet(clock::instant);
        var since =
                Events.time("since", request.hasSince(), request.getSince())
                        .orElseGet(() -> until.minus(daily ? DEFAULT_DAYS : DEFAULT_HOURS));
        var bucket = daily ? Bucket.DAY : Bucket.HOUR;
        var end = begin(until, bucket);
        return new StatisticsQuery(
                new UsageQuery(
                        text(request.getOrganizationId()).map(OrganisationId::new),
                        begin(since, bucket),
                        end.equals(until) ? end : end.plus(bucket.length())),
                bucket,
                text(request.getCountry()),
                text(request.getProvider()),
                request.getGroupByList().stream()
                        .map(group -> grouping(request, group))
                        .collect(toSet()));
    }

    private static Instant begin(Instant time, Bucket bucket) {
        return time.truncatedTo(bucket == Bucket.DAY ? DAYS : HOURS);
    }

    private static Grouping grouping(SearchSmsStatisticsRequest request, StatisticsGroup group) {
        return switch (group) {
            case STATISTICS_GROUP_ORGANIZATION -> Grouping.ORGANISATION;
            case STATISTICS_GROUP_COUNTRY -> Grouping.COUNTRY;
            case STATISTICS_GROUP_PROVIDER -> Grouping.PROVIDER;
            case STATISTICS_GROUP_UNSPECIFIED, UNRECOGNIZED ->
                    throw Rules.refused(
                            request, "group_by", "UNKNOWN_VALUE", "value must not be unspecified");
        };
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty());
    }

    /** Every count is set, so that JSON shows zeros, too. */
    private static SmsStatistics statistics(SmsFigures figures) {
        var group = figures.group();
        var shown =
                SmsStatistics.newBuilder()
                        .setStart(Messages.timestamp(group.start()))
                        .setPromised(figures.promised())
                        .setWaiting(figures.count(Outcome.WAITING))
                        .setSent(figures.sent())
                        .setDelivered(figures.count(Outcome.DELIVERED))
                        .setUndelivered(figures.count(Outcome.UNDELIVERED))
                        .setUnsent(figures.unsent())
                        .setEntered(figures.count(Outcome.ENTERED))
                        .setLimited(figures.count(Outcome.LIMITED))
                        .setCost(PhoneMessages.text(figures.cost()));
        group.organisation().ifPresent(shown::setOrganizationId);
        group.country().ifPresent(shown::setCountry);
        group.provider().ifPresent(shown::setProvider);
        figures.percentile(50).map(StatisticsCalls::duration).ifPresent(shown::setMedianDelivery);
        figures.percentile(95).map(StatisticsCalls::duration).ifPresent(shown::setP95Delivery);
        return shown.build();
    }

    private static com.google.protobuf.Duration duration(Duration duration) {
        return Durations.fromSeconds(duration.toSeconds());
    }
}
