package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.plain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.guard.AllowDenyList;
import org.userphone.domain.guard.BreakerPolicy;
import org.userphone.domain.guard.Caps;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.Quota;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.sms.SmsStatistics.Outcome;
import org.userphone.domain.sms.StatisticsQuery.Bucket;
import org.userphone.domain.user.People;
import org.userphone.domain.user.Verification;

class SumStatisticsTest {

    private static final Instant HOUR = SmsStatistics.hour(NOON);
    private static final Duration DAY = Duration.ofDays(1);

    private final InMemoryDomain domain =
            new InMemoryDomain(
                    new GuardPolicy(
                            List.of(),
                            Quota.parse("1/PT24H"),
                            List.of(),
                            List.of(),
                            Caps.NONE,
                            Caps.NONE,
                            BreakerPolicy.NONE,
                            AllowDenyList.all(),
                            AllowDenyList.all()),
                    TestNumbers.NONE);

    @BeforeEach
    void addMinnie() {
        domain.known(MINNIE, Optional.empty());
    }

    @Test
    void whatBecomesOfAnSmsIsToldFromItsPromiseToTheCodeThatIsEntered() {
        send("+41791234567");
        sum();
        assertThat(figures().count(Outcome.WAITING)).isEqualTo(1);
        assertRejected(Reason.SMS_OF_USER_LIMITED, () -> send("+41791234568"));
        domain.deliver();
        domain.clock.advance(Duration.ofSeconds(60));
        domain.verify(plain(MINNIE), MINNIE, domain.sender.sent().get(0).text().substring(0, 6));
        sum();

        assertThat(figures().promised()).isEqualTo(1);
        assertThat(figures().sent()).isEqualTo(1);
        assertThat(figures().count(Outcome.ENTERED)).isEqualTo(1);
        assertThat(figures().count(Outcome.LIMITED)).isEqualTo(1);
        assertThat(figures().cost()).isEqualByComparingTo("0.04");
    }

    @Test
    void anHourIsSummedLessAndLessOftenAndNoMoreWhenNoReceiptIsTaken() {
        int sums = 0;
        var last = Optional.<Instant>empty();
        for (int minute = 0; minute < 6 * 24 * 60; minute += 5) {
            sum();
            var now = Optional.ofNullable(domain.statistics.summed(HOUR).get(HOUR));
            sums += now.equals(last) ? 0 : 1;
            last = now;
            domain.clock.advance(Duration.ofMinutes(5));
        }

        assertThat(sums).isBetween(50, 150);
        assertThat(last.orElseThrow())
                .isAfterOrEqualTo(HOUR.plus(SumStatistics.HOUR).plus(SumStatistics.MAX_AGE))
                .isBefore(HOUR.plus(DAY.multipliedBy(4)));
    }

    @Test
    void anHourThatIsNotOverIsNeverLateByMoreThanAPeriod() {
        domain.clock.advance(Duration.ofMinutes(55));
        sum();
        send("+41791234567");
        domain.clock.advance(Duration.ofMinutes(1));
        sum();

        assertThat(figures().promised()).isEqualTo(1);
    }

    @Test
    void whatIsRefusedAndCannotBeStoredIsStoredAnotherTime() {
        send("+41791234567");
        assertRejected(Reason.SMS_OF_USER_LIMITED, () -> send("+41791234568"));
        domain.statistics.failNext();
        assertThatThrownBy(this::sum).hasMessage("no database");
        sum();

        assertThat(figures().count(Outcome.LIMITED)).isEqualTo(1);
    }

    @Test
    void aFloodOverManyOrganisationsTakesNoMoreMemoryThanTenThousandCounts() {
        for (int i = 0; i < RefusedSms.MAX_KEYS + 500; i++) {
            domain.refused.giveBack(
                    List.of(new RefusedSms.Refused(HOUR, new OrganisationId("org" + i), "CH", 1)));
        }

        assertThat(domain.refused.take()).hasSize(RefusedSms.MAX_KEYS);
        assertThat(domain.refused.take()).isEmpty();
    }

    @Test
    void managersOfAnOrganisationAreToldOfItsMessagesOnly() {
        send("+41791234567");
        sum();
        var query = query(Bucket.HOUR, HOUR, HOUR.plus(DAY));

        assertThat(domain.searchStatistics.search(People.adminOf(ACME), query)).hasSize(1);
        assertThat(domain.searchStatistics.search(People.adminOf(OTHER), query)).isEmpty();
        assertRejected(
                Reason.CALL_NOT_PERMITTED,
                () -> domain.searchStatistics.search(plain(MINNIE), query));
        var ofOther =
                new StatisticsQuery(
                        new UsageQuery(Optional.of(OTHER), HOUR, HOUR.plus(DAY)),
                        Bucket.HOUR,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of());
        assertThat(domain.searchStatistics.search(People.adminOf(ACME), ofOther)).isEmpty();
    }

    @Test
    void moreThanAThousandHoursOrDaysAreRefused() {
        var limit = HOUR.plus(SumStatistics.HOUR.multipliedBy(SearchStatistics.MAX_BUCKETS));

        assertThat(domain.searchStatistics.search(ADMIN, query(Bucket.HOUR, HOUR, limit)))
                .isEmpty();
        assertRejected(
                Reason.INVALID_REQUEST,
                () ->
                        domain.searchStatistics.search(
                                ADMIN, query(Bucket.HOUR, HOUR, limit.plus(SumStatistics.HOUR))));
    }

    private void send(String phone) {
        domain.set(ADMIN, MINNIE, phone, Verification.SEND_CODE);
    }

    private void sum() {
        boolean more = true;
        while (more) {
            more = domain.memory.in(domain.sumStatistics::sum);
        }
    }

    private SmsFigures figures() {
        domain.clock.advance(Duration.ofMinutes(1));
        sum();
        var all =
                domain.searchStatistics.search(
                        ADMIN, query(Bucket.HOUR, HOUR, HOUR.plus(SumStatistics.HOUR)));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static StatisticsQuery query(Bucket bucket, Instant from, Instant until) {
        return new StatisticsQuery(
                new UsageQuery(Optional.empty(), from, until),
                bucket,
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }
}
