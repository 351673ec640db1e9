package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.OTHER;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.SmsMessage.Destination;
import org.userphone.domain.sms.SmsMessage.Dispatch;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.sms.SmsMessage.Status;

/**
 * What every adapter of {@link SmsMessages} and {@link EarlyReceipts} must do. Each test starts
 * with nothing recorded.
 */
public interface SmsMessagesContract {

    UserId DAISY = new UserId("daisy");

    SmsMessages messages();

    EarlyReceipts early();

    Transactions transactions();

    @Test
    default void messagesComeBackAsTheyWereRecordedNewestFirst() {
        var sent = add(accepted("1", MINNIE, NOON));
        var refused = add(unsent("2", MINNIE, NOON.plusSeconds(1), State.REFUSED));
        var parked = add(unsent("3", MINNIE, NOON.plusSeconds(2), State.PARKED));
        add(accepted("4", DAISY, NOON));

        assertThat(of(MINNIE, 0, 100)).containsExactly(parked, refused, sent);
        assertThat(of(MINNIE, 1, 1)).containsExactly(refused);
    }

    @Test
    default void messagesAreHeldByTheReferencesOfTheirProviderAndNoOther() {
        var mine = add(accepted("1", MINNIE, NOON));
        add(accepted("2", MINNIE, NOON));
        add(unsent("3", MINNIE, NOON, State.EXPIRED));
        var another = new Reference("another", "r1");

        assertThat(lock(NOON, reference("1"), another, reference("9"))).containsExactly(mine);
        assertThat(lock(NOON, another)).isEmpty();
        assertThat(lock(NOON)).isEmpty();
    }

    @Test
    default void aMessageFromBeforeIsNotHeld() {
        var mine = add(accepted("1", MINNIE, NOON));

        assertThat(lock(NOON, reference("1"))).containsExactly(mine);
        assertThat(lock(NOON.plusSeconds(1), reference("1"))).isEmpty();
    }

    @Test
    default void whatAMessageHasBecomeIsKept() {
        var mine = add(accepted("1", MINNIE, NOON));
        var other = add(accepted("2", MINNIE, NOON));
        var settled = mine.settledBy(receipt("1", false));

        transactions()
                .run(
                        () -> {
                            messages().lock(Set.of(reference("1"), reference("2")), NOON);
                            messages().update(List.of(settled));
                        });

        assertThat(settled.state()).isEqualTo(State.UNDELIVERED);
        assertThat(of(MINNIE, 0, 100)).containsExactly(other, settled);
    }

    @Test
    default void messagesAreSummedPerOrganisationAndCountry() {
        add(accepted("1", MINNIE, NOON).settledBy(receipt("1", true)));
        add(accepted("2", MINNIE, NOON));
        add(unsent("3", MINNIE, NOON, State.PARKED));
        add(of("4", DAISY, OTHER, "+491701234567", NOON));
        add(of("5", MINNIE, ACME, "+491701234567", NOON));
        add(accepted("6", MINNIE, NOON.minusSeconds(1)));
        add(accepted("7", MINNIE, NOON.plusSeconds(1)));

        var toGermany = new SmsUsage(ACME, "DE", 1, 2, cost("0.1"), 0, 0);
        var toSwitzerland = new SmsUsage(ACME, "CH", 2, 4, cost("0.2"), 1, 1);
        var ofAnother = new SmsUsage(OTHER, "DE", 1, 2, cost("0.1"), 0, 0);
        assertThat(usage(Optional.of(ACME))).containsExactly(toSwitzerland, toGermany);
        assertThat(usage(Optional.empty()))
                .containsExactlyInAnyOrder(toSwitzerland, toGermany, ofAnother);
    }

    @Test
    default void theMessagesToADeletedUserAreNobodysButStayInTheSums() {
        add(accepted("1", MINNIE, NOON));
        var another = add(accepted("2", DAISY, NOON));
        var before = usage(Optional.empty());

        transactions().run(() -> messages().forget(MINNIE));

        assertThat(of(MINNIE, 0, 100)).isEmpty();
        assertThat(of(DAISY, 0, 100)).containsExactly(another);
        assertThat(usage(Optional.empty())).isEqualTo(before);
        assertThat(lock(NOON, reference("1")))
                .extracting(SmsMessage::user)
                .containsOnly(Optional.empty());
    }

    @Test
    default void oldMessagesAreRemovedButNotMoreThanAskedFor() {
        add(accepted("1", MINNIE, NOON));
        add(accepted("2", MINNIE, NOON.plusSeconds(1)));
        var last = add(accepted("3", MINNIE, NOON.plusSeconds(2)));

        assertThat(remove(NOON.plusSeconds(2), 1)).isOne();
        assertThat(of(MINNIE, 0, 100)).hasSize(2);
        assertThat(remove(NOON.plusSeconds(2), 10)).isOne();
        assertThat(of(MINNIE, 0, 100)).containsExactly(last);
        assertThat(remove(NOON.plusSeconds(2), 10)).isZero();
    }

    @Test
    default void anEarlyReceiptIsTakenOnceAndTheFirstOneCounts() {
        keep(NOON, receipt("1", false), receipt("2", true));
        keep(NOON, receipt("1", true));

        assertThat(take("1")).contains(receipt("1", false));
        assertThat(take("1")).isEmpty();
        assertThat(take("2")).contains(receipt("2", true));
    }

    @Test
    default void receiptsWhoseMessageWasRecordedMeanwhileAreFound() {
        keep(NOON, receipt("1", true), receipt("2", true));
        assertThat(takeRecorded()).isEmpty();

        add(accepted("1", MINNIE, NOON));

        assertThat(takeRecorded()).containsExactly(receipt("1", true));
        assertThat(takeRecorded()).isEmpty();
        assertThat(take("2")).isPresent();
    }

    @Test
    default void receiptsThatWaitedTooLongAreRemoved() {
        keep(NOON, receipt("1", true));
        keep(NOON.plusSeconds(1), receipt("2", true));

        assertThat(transactions().in(() -> early().removeBefore(NOON.plusSeconds(1), 10))).isOne();

        assertThat(take("1")).isEmpty();
        assertThat(take("2")).isPresent();
    }

    static Reference reference(String id) {
        return new Reference("provider", "r" + id);
    }

    static Receipt receipt(String id, boolean delivered) {
        return new Receipt(
                reference(id),
                delivered,
                delivered ? Optional.empty() : Optional.of("absent"),
                NOON.plusSeconds(60));
    }

    static SmsMessage accepted(String id, UserId user, Instant promisedAt) {
        return of(id, user, ACME, "+41791234567", promisedAt);
    }

    private static SmsMessage of(
            String id, UserId user, OrganisationId owner, String number, Instant promisedAt) {
        return new SmsMessage(
                id,
                Optional.of(user),
                new Dispatch(
                        owner,
                        new Destination("+…67", number.startsWith("+41") ? "CH" : "DE"),
                        Optional.of(reference(id)),
                        2,
                        cost("0.1"),
                        promisedAt,
                        promisedAt.plusMillis(1)),
                new Status(State.ACCEPTED, Optional.empty(), promisedAt.plusMillis(1)));
    }

    private static SmsMessage unsent(String id, UserId user, Instant promisedAt, State state) {
        return new SmsMessage(
                id,
                Optional.of(user),
                new Dispatch(
                        ACME,
                        new Destination("+…67", "CH"),
                        Optional.empty(),
                        2,
                        cost("0"),
                        promisedAt,
                        promisedAt),
                new Status(state, Optional.of("HTTP status 503"), promisedAt));
    }

    /** A cost with the scale that the database returns. */
    private static BigDecimal cost(String cost) {
        return new BigDecimal(cost).setScale(6);
    }

    private SmsMessage add(SmsMessage message) {
        transactions().run(() -> messages().add(message));
        return message;
    }

    private List<SmsMessage> of(UserId user, int offset, int limit) {
        return transactions().in(() -> messages().of(user, offset, limit));
    }

    private List<SmsMessage> lock(Instant since, Reference... references) {
        return transactions().in(() -> messages().lock(Set.of(references), since));
    }

    private List<SmsUsage> usage(Optional<OrganisationId> organisation) {
        var query = new UsageQuery(organisation, NOON, NOON.plusSeconds(1));
        return transactions().in(() -> messages().usage(query));
    }

    private int remove(Instant before, int limit) {
        return transactions().in(() -> messages().removeBefore(before, limit));
    }

    private void keep(Instant now, Receipt... receipts) {
        transactions().run(() -> early().keep(List.of(receipts), now));
    }

    private Optional<Receipt> take(String id) {
        return transactions().in(() -> early().take(reference(id)));
    }

    private List<Receipt> takeRecorded() {
        return transactions().in(() -> early().takeRecorded(10));
    }
}
