package org.userphone.domain.sms;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import org.userphone.domain.FieldViolation;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;

/**
 * Tells what became of messages, by the hour or day of their promise. This requires {@code
 * user.read}; callers who have it in their own organisation only are told of the messages of that
 * one.
 */
@UseCase
public class SearchStatistics {

    /** The largest number of hours or days of one query. */
    public static final int MAX_BUCKETS = 1000;

    /** The largest number of stored sums that the answer to one query is made of. */
    static final int MAX_SUMS = 50_000;

    private final SmsStatistics statistics;

    @Inject
    public SearchStatistics(SmsStatistics statistics) {
        this.statistics = statistics;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}, or {@link Reason#INVALID_REQUEST}
     *     if the query asks for more than {@value #MAX_BUCKETS} hours or days, or for too many
     *     groups
     */
    public List<SmsFigures> search(Caller caller, StatisticsQuery query) {
        var own = caller.confinedTo(Permission.USER_READ);
        if (query.buckets() > MAX_BUCKETS) {
            throw refused("since", "at most " + MAX_BUCKETS + " hours or days can be asked for");
        }
        return own.isEmpty()
                ? figures(query)
                : query.within(own.get()).map(this::figures).orElse(List.of());
    }

    private List<SmsFigures> figures(StatisticsQuery query) {
        var sums = statistics.read(query, MAX_SUMS + 1);
        if (sums.size() > MAX_SUMS) {
            throw refused("groupBy", "there is too much to tell apart in this time");
        }
        return sums.stream()
                .collect(groupingBy(SmsStatistics.Sum::group, LinkedHashMap::new, toList()))
                .values()
                .stream()
                .map(SmsFigures::of)
                .toList();
    }

    private static Rejection refused(String field, String why) {
        return new Rejection(Reason.INVALID_REQUEST, why)
                .about(List.of(new FieldViolation(field, "TOO_MANY", why)));
    }
}
