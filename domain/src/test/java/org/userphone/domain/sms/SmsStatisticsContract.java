package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.OTHER;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.sms.RefusedSms.Refused;
import org.userphone.domain.sms.SmsStatistics.Outcome;
import org.userphone.domain.sms.StatisticsQuery.Bucket;
import org.userphone.domain.sms.StatisticsQuery.Grouping;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.People;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.Users;

/** What every adapter of {@link SmsStatistics} must do. */
public interface SmsStatisticsContract {

    /** That in which the messages of {@link SmsOutboxContract#sms} are promised. */
    Instant HOUR = SmsStatistics.hour(NOON.minusSeconds(1));

    Instant NEXT = HOUR.plusSeconds(3600);
    Instant DAY = NOON.truncatedTo(ChronoUnit.DAYS);

    SmsStatistics statistics();

    SmsMessages messages();

    /** Puts a message into the outbox, in a transaction. */
    void put(Sms sms);

    Users users();

    Transactions transactions();

    @Test
    default void messagesAreSummedByTheHourOfTheirPromiseAndByWhatBecameOfThem() {
        add(accepted("1", HOUR));
        add(delivered("2", HOUR.plusSeconds(1), Duration.ofSeconds(3)));
        add(delivered("3", HOUR.plusSeconds(2), Duration.ofMillis(3001)));
        add(accepted("4", HOUR.plusSeconds(3600)));
        add(accepted("5", HOUR.minusNanos(1000)));
        put(SmsOutboxContract.sms(6));

        sum(HOUR, HOUR.plusSeconds(100));

        var figures = figures(Set.of());
        assertThat(figures).hasSize(1);
        assertThat(figures.get(0).group().start()).isEqualTo(HOUR);
        assertThat(figures.get(0).promised()).isEqualTo(4);
        assertThat(figures.get(0).sent()).isEqualTo(3);
        assertThat(figures.get(0).count(Outcome.DELIVERED)).isEqualTo(2);
        assertThat(figures.get(0).count(Outcome.WAITING)).isEqualTo(1);
        assertThat(figures.get(0).cost()).isEqualByComparingTo("0.3");
        assertThat(figures.get(0).percentile(50)).contains(Duration.ofSeconds(3));
        assertThat(figures.get(0).percentile(95)).contains(Duration.ofSeconds(4));
    }

    @Test
    default void aReceiptThatComesLaterMovesAMessageAndSummingAgainChangesNothingElse() {
        var message = add(accepted("1", HOUR));
        var first = sum(HOUR, HOUR.plusSeconds(60));
        assertThat(sent(Outcome.ACCEPTED)).isEqualTo(1);

        settle(message, HOUR.plusSeconds(7200));
        var second = sum(HOUR, HOUR.plusSeconds(8000), first);
        sum(HOUR, HOUR.plusSeconds(9000), second);

        assertThat(sent(Outcome.ACCEPTED)).isZero();
        assertThat(sent(Outcome.DELIVERED)).isEqualTo(1);
        assertThat(figures(Set.of()).get(0).promised()).isEqualTo(1);
        assertThat(figures(Set.of()).get(0).percentile(95)).contains(Duration.ofHours(2));
    }

    @Test
    default void anHourThatAnotherNodeHasSummedSinceIsLeftAlone() {
        add(accepted("1", HOUR));
        var mine = sum(HOUR, HOUR.plusSeconds(60));
        sum(HOUR, HOUR.plusSeconds(120), mine);
        add(accepted("2", HOUR));

        transactions().run(() -> statistics().sum(HOUR, HOUR.plusSeconds(121), List.of(mine)));
        transactions().run(() -> statistics().sum(HOUR, HOUR.plusSeconds(122), List.of()));

        assertThat(sent(Outcome.ACCEPTED)).isEqualTo(1);
        assertThat(transactions().in(() -> statistics().summed(HOUR)))
                .containsEntry(HOUR, HOUR.plusSeconds(120));
        assertThat(transactions().in(() -> statistics().summed(HOUR.plusSeconds(1)))).isEmpty();
    }

    @Test
    default void aCodeThatIsEnteredCountsForTheLatestMessageToItsUser() {
        var added = People.added(MINNIE, Optional.of(People.NUMBER));
        transactions().run(() -> users().append(added));
        add(accepted("1", NEXT.minusSeconds(600)));
        add(accepted("2", NEXT.plusSeconds(60)));
        var entered =
                added.after()
                        .record(
                                List.of(new PhoneVerified()),
                                Editor.of(ADMIN.id()),
                                NEXT.plusSeconds(200));
        transactions().run(() -> users().append(entered));

        sum(HOUR, NEXT.plusSeconds(300));
        sum(NEXT, NEXT.plusSeconds(300));

        var figures = figures(Set.of());
        assertThat(figures).extracting(each -> each.promised()).containsExactly(1L, 1L);
        assertThat(figures).extracting(each -> each.count(Outcome.ENTERED)).containsExactly(0L, 1L);
    }

    @Test
    default void whatWasRefusedIsAddedUpAndStaysWhenItsHourIsSummed() {
        refuse(ACME, "CH", 3);
        refuse(ACME, "CH", 4);
        refuse(OTHER, "DE", 5);
        sum(HOUR, HOUR.plusSeconds(60));

        assertThat(figures(Set.of())).hasSize(1);
        assertThat(sent(Outcome.LIMITED)).isEqualTo(12);
        assertThat(figures(Set.of(Grouping.ORGANISATION, Grouping.COUNTRY)))
                .extracting(
                        each -> each.group().organisation().orElseThrow(),
                        each -> each.group().country().orElseThrow(),
                        each -> each.count(Outcome.LIMITED))
                .containsExactly(tuple("acme", "CH", 7L), tuple("other", "DE", 5L));
    }

    @Test
    default void sumsAreToldApartAndSelectedByWhatIsAskedFor() {
        add(accepted("1", HOUR));
        add(accepted("2", HOUR.plusSeconds(3600)));
        sum(HOUR, HOUR.plusSeconds(3700));
        sum(HOUR.plusSeconds(3600), HOUR.plusSeconds(3700));
        refuse(OTHER, "DE", 1);

        var ofDays =
                new StatisticsQuery(
                        usage(Optional.empty()),
                        Bucket.DAY,
                        none(),
                        none(),
                        Set.of(Grouping.PROVIDER));
        assertThat(read(ofDays))
                .extracting(
                        each -> each.group().start(),
                        each -> each.group().provider().orElseThrow(),
                        SmsFigures::promised)
                .containsExactly(tuple(DAY, "", 0L), tuple(DAY, "provider", 2L));
        var ofOther =
                new StatisticsQuery(
                        usage(Optional.of(OTHER)), Bucket.HOUR, none(), none(), Set.of());
        assertThat(read(ofOther)).extracting(SmsFigures::promised).containsExactly(0L);
        var ofGermany =
                new StatisticsQuery(
                        usage(Optional.empty()), Bucket.HOUR, Optional.of("DE"), none(), Set.of());
        assertThat(read(ofGermany)).extracting(SmsFigures::promised).containsExactly(0L);
        var ofProvider =
                new StatisticsQuery(
                        usage(Optional.empty()),
                        Bucket.HOUR,
                        none(),
                        Optional.of("provider"),
                        Set.of());
        assertThat(read(ofProvider)).extracting(SmsFigures::promised).containsExactly(1L, 1L);
    }

    @Test
    default void oldSumsAreRemoved() {
        add(accepted("1", HOUR));
        sum(HOUR, HOUR.plusSeconds(60));

        assertThat(transactions().in(() -> statistics().removeBefore(HOUR, 10))).isZero();
        assertThat(transactions().in(() -> statistics().removeBefore(HOUR.plusSeconds(1), 10)))
                .isEqualTo(1);

        assertThat(figures(Set.of())).isEmpty();
        assertThat(transactions().in(() -> statistics().summed(HOUR))).isEmpty();
    }

    private static SmsMessage accepted(String id, Instant promisedAt) {
        return SmsMessagesContract.accepted(id, MINNIE, promisedAt);
    }

    private static SmsMessage delivered(String id, Instant promisedAt, Duration took) {
        return settled(accepted(id, promisedAt), promisedAt.plus(took));
    }

    private static SmsMessage settled(SmsMessage message, Instant at) {
        return message.settledBy(
                new Receipt(message.reference().orElseThrow(), true, Optional.empty(), at, true));
    }

    private SmsMessage add(SmsMessage message) {
        transactions().run(() -> messages().add(message));
        return message;
    }

    private void settle(SmsMessage message, Instant at) {
        transactions()
                .run(
                        () -> {
                            messages()
                                    .lock(
                                            List.of(message.reference().orElseThrow()),
                                            Instant.EPOCH);
                            messages().update(List.of(settled(message, at)));
                        });
    }

    private Instant sum(Instant hour, Instant now, Instant... before) {
        transactions().run(() -> statistics().sum(hour, now, List.of(before)));
        return now;
    }

    private void refuse(OrganisationId organisation, String country, long sms) {
        var refused = new Refused(HOUR, organisation, country, sms);
        transactions().run(() -> statistics().add(List.of(refused)));
    }

    private long sent(Outcome outcome) {
        return figures(Set.of()).stream().mapToLong(each -> each.count(outcome)).sum();
    }

    private List<SmsFigures> figures(Set<Grouping> groups) {
        return read(
                new StatisticsQuery(usage(Optional.empty()), Bucket.HOUR, none(), none(), groups));
    }

    private List<SmsFigures> read(StatisticsQuery query) {
        return transactions().in(() -> new SearchStatistics(statistics()).search(ADMIN, query));
    }

    private static UsageQuery usage(Optional<OrganisationId> organisation) {
        return new UsageQuery(organisation, DAY, DAY.plus(1, ChronoUnit.DAYS));
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
