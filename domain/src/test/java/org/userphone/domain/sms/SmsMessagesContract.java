package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.OTHER;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Attempt.Outcome;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.MessageQuery.Field;
import org.userphone.domain.sms.SmsMessage.Destination;
import org.userphone.domain.sms.SmsMessage.Dispatch;
import org.userphone.domain.sms.SmsMessage.Part;
import org.userphone.domain.sms.SmsMessage.Progress;
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

    /** Where the messages are that wait. */
    SmsOutbox outbox();

    /** Puts a message into the outbox, within a transaction. */
    void put(Sms sms);

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
    default void aMessageIsFoundFromItsPromiseOnWhileItWaitsAndWhenItIsGivenUp() {
        var sms = SmsOutboxContract.sms(1).promisedBy("the-request");
        var sent = add(accepted("2", MINNIE, NOON.minusSeconds(2)));
        transactions().run(() -> put(sms));
        var all = MessageQuery.page(0, 10);

        var promised = search(all.and(Field.REQUEST, "the-request")).get(0);
        assertThat(promised)
                .isEqualTo(
                        SmsMessage.promised(
                                sms, promised.dispatch().destination().hash().orElseThrow()));
        assertThat(of(MINNIE, 0, 10)).containsExactly(promised, sent);
        assertThat(of(MINNIE, 1, 1)).containsExactly(sent);

        var claimed = claim(NOON);
        assertThat(waiting().progress().heldUntil()).contains(claimed.until());
        var failed = new Unknown("no answer", Optional.of("smpp"));
        var asked = claimed.after(List.of(attempt("smpp", 0)));
        transactions().run(() -> outbox().retryAt(asked, NOON.plusSeconds(9), failed));

        assertThat(waiting().progress().heldUntil()).isEmpty();
        assertThat(waiting().progress().nextAttemptAt()).contains(NOON.plusSeconds(9));
        assertThat(waiting().reason()).contains("no answer");
        assertThat(waiting().provider()).contains("smpp");
        assertThat(waiting().status().since()).isEqualTo(sms.promisedAt());

        var last = claim(NOON.plusSeconds(9));
        var parked = last.message().ended(State.PARKED, "no answer", NOON.plusSeconds(9));
        transactions()
                .run(
                        () -> {
                            outbox().park(last, "no answer");
                            messages().add(parked);
                        });
        assertThat(of(MINNIE, 0, 10)).containsExactly(parked, sent);
        assertThat(parked.provider()).contains("smpp");
        transactions().run(() -> messages().remove(sms.id()));
        assertThat(of(MINNIE, 0, 10)).containsExactly(sent);
        assertThat(parked.dispatch().destination()).isEqualTo(promised.dispatch().destination());
        assertThat(parked.progress().request()).contains("the-request");
    }

    private ClaimedSms claim(Instant now) {
        return outbox().claimDue(now, 1, SmsOutboxContract.LEASE, sms -> {}).get(0);
    }

    private SmsMessage waiting() {
        return search(MessageQuery.page(0, 10).and(Field.STATE, "WAITING")).get(0);
    }

    @Test
    default void messagesAreFoundByEverythingThatIsKnownOfThem() {
        var first = add(accepted("1", MINNIE, NOON));
        var second = add(of("2", DAISY, OTHER, "+491701234567", NOON.plusSeconds(1)));
        var refused = add(unsent("3", MINNIE, NOON.plusSeconds(2), State.REFUSED));
        var all = MessageQuery.page(0, 10);

        assertThat(search(all)).containsExactly(refused, second, first);
        assertThat(search(all.and(Field.ID, "2"))).containsExactly(second);
        assertThat(search(all.and(Field.ORGANISATION, "other"))).containsExactly(second);
        assertThat(search(all.and(Field.NUMBER, Set.of("hash of +41791234567", "by another key"))))
                .containsExactly(first);
        assertThat(search(all.and(Field.STATE, Set.of("REFUSED", "PARKED"))))
                .containsExactly(refused);
        assertThat(search(all.and(Field.PROVIDER, "asked"))).containsExactly(refused);
        assertThat(search(all.and(Field.PROVIDER, "provider"))).containsExactly(second, first);
        assertThat(search(all.and(Field.COUNTRY, "DE"))).containsExactly(second);
        assertThat(search(all.and(Field.REFERENCE, "r1"))).containsExactly(first);
        assertThat(search(all.and(Field.REQUEST, "request-2"))).containsExactly(second);
        assertThat(search(all.and(Field.COUNTRY, "CH").and(Field.STATE, "ACCEPTED")))
                .containsExactly(first);
        assertThat(search(all.and(Field.COUNTRY, "CH").and(Field.COUNTRY, "DE"))).isEmpty();
        assertThat(search(new MessageQuery(Map.of(), at(1), Optional.empty(), 0, 10)))
                .containsExactly(refused, second);
        assertThat(search(new MessageQuery(Map.of(), Optional.empty(), at(1), 0, 10)))
                .containsExactly(first);
    }

    private static Optional<Instant> at(int seconds) {
        return Optional.of(NOON.plusSeconds(seconds));
    }

    @Test
    default void theAttemptsOfAMessageAreKeptInTheirOrderUntilTheirTimeIsOver() {
        var sms = SmsOutboxContract.sms(1);
        var first = attempt("first", 0);
        var second = attempt("second", 0);
        var third = attempt("first", 20);
        addAttempts(claim(sms, 1), List.of(first, second));
        addAttempts(claim(sms, 11), List.of(third));
        addAttempts(claim(SmsOutboxContract.sms(2), 1), List.of(third));

        assertThat(attempts("1")).containsExactly(first, second, third);
        assertThat(attempts("3")).isEmpty();

        var end = sms.promisedAt().plusMillis(1);
        assertThat(transactions().in(() -> messages().removeAttemptsBefore(sms.promisedAt(), 9)))
                .isZero();
        assertThat(transactions().in(() -> messages().removeAttemptsBefore(end, 3))).isEqualTo(3);
        assertThat(transactions().in(() -> messages().removeAttemptsBefore(end, 3))).isOne();
        assertThat(attempts("1")).isEmpty();
    }

    @Test
    default void ofManyAttemptsTheLatestAreTold() {
        var sms = SmsOutboxContract.sms(1);
        for (int claim = 1; claim <= SmsStory.MAX_ATTEMPTS + 2; claim++) {
            addAttempts(claim(sms, claim), List.of(attempt("provider", claim)));
        }

        assertThat(attempts("1"))
                .hasSize(SmsStory.MAX_ATTEMPTS)
                .startsWith(attempt("provider", 3))
                .endsWith(attempt("provider", SmsStory.MAX_ATTEMPTS + 2));
    }

    @Test
    default void ofProvidersTheLastSuccessAndTheLastFailureAreToldAndWhatCameOfTheLatestAttempts() {
        var old = add(accepted("1", MINNIE, NOON));
        var sent = add(accepted("2", MINNIE, NOON.plusSeconds(5)));
        add(
                new SmsMessage(
                        "3",
                        old.user(),
                        old.dispatch(),
                        Progress.UNKNOWN,
                        old.status(),
                        old.parts()));
        var failed = attempt("provider", 3);
        var other = attempt("other", 2);
        addAttempts(
                claim(SmsOutboxContract.sms(1), 1), List.of(attempt("provider", 2), failed, other));

        var use = use(Set.of("provider", "other", "never asked"), NOON.plusSeconds(3));

        assertThat(use).containsOnlyKeys("provider", "other");
        assertThat(use.get("provider"))
                .isEqualTo(
                        new ProviderUse(
                                sent.progress().accepted(),
                                Optional.of(failed),
                                Map.of(Outcome.ACCEPTED, 1L, Outcome.DEFERRED, 1L)));
        assertThat(use.get("other"))
                .isEqualTo(new ProviderUse(Optional.empty(), Optional.of(other), Map.of()));
        assertThat(use(Set.of(), NOON)).isEmpty();
    }

    private Map<String, ProviderUse> use(Set<String> providers, Instant since) {
        return transactions().in(() -> messages().use(providers, since));
    }

    private static Attempt attempt(String provider, int seconds) {
        return new Attempt(
                provider,
                NOON.plusSeconds(seconds),
                Duration.ofMillis(30),
                Outcome.DEFERRED,
                Optional.of("HTTP status 503"));
    }

    private static ClaimedSms claim(Sms sms, long claim) {
        return new ClaimedSms(
                sms, SmsMessage.promised(sms, "hash"), 0, Optional.empty(), claim, NOON);
    }

    private void addAttempts(ClaimedSms claimed, List<Attempt> attempts) {
        transactions().run(() -> messages().addAttempts(claimed, attempts));
    }

    private List<Attempt> attempts(String id) {
        return transactions()
                .in(() -> messages().attempts(Set.of(id, "0")))
                .getOrDefault(id, List.of());
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
        var first = add(accepted("1", MINNIE, NOON));
        var another = add(accepted("2", DAISY, NOON));
        var before = usage(Optional.empty());

        transactions().run(() -> messages().forget(MINNIE));

        assertThat(of(MINNIE, 0, 100)).isEmpty();
        assertThat(of(DAISY, 0, 100)).containsExactly(another);
        assertThat(usage(Optional.empty())).isEqualTo(before);
        assertThat(lock(NOON, reference("1"))).containsExactly(first.withoutUser());
        assertThat(first.withoutUser().dispatch().destination().hash()).isEmpty();
        assertThat(first.withoutUser().progress().request()).isEmpty();
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
    default void aLongMessageIsHeldByTheReferencesOfItsPartsAndRemembersWhichArrived() {
        var mine = add(longMessage("1", "1", "2", "3"));
        add(longMessage("4", "4", "5"));

        assertThat(lock(NOON, reference("2"), reference("3"))).containsExactly(mine);
        assertThat(lock(NOON, new Reference("another", "r2"))).isEmpty();
        assertThat(lock(NOON.plusSeconds(1), reference("2"))).isEmpty();

        var told = settle(mine, receipt("2", true));
        assertThat(told.parts()).extracting(Part::delivered).containsExactly(false, true, false);
        assertThat(lock(NOON, reference("1"))).containsExactly(told);
        assertThat(of(MINNIE, 0, 100)).extracting(SmsMessage::state).containsOnly(State.ACCEPTED);
    }

    @Test
    default void theReceiptOfAPartIsFoundThatWasRecordedMeanwhile() {
        keep(NOON, receipt("2", true));
        add(longMessage("1", "1", "2"));

        assertThat(takeRecorded()).containsExactly(receipt("2", true));
        assertThat(takeRecorded()).isEmpty();
    }

    @Test
    default void aLongMessageIsRemovedWithItsParts() {
        add(longMessage("1", "1", "2"));

        assertThat(remove(NOON.plusSeconds(1), 10)).isOne();

        assertThat(lock(NOON, reference("2"))).isEmpty();
    }

    private SmsMessage settle(SmsMessage message, Receipt receipt) {
        var settled = message.settledBy(receipt);
        transactions()
                .run(
                        () -> {
                            messages().lock(Set.of(receipt.reference()), NOON);
                            messages().update(List.of(settled));
                        });
        return settled;
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
                NOON.plusSeconds(60),
                true);
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
                        new Destination(
                                "+…67",
                                number.startsWith("+41") ? "CH" : "DE",
                                Optional.of("hash of " + number)),
                        Optional.of(reference(id)),
                        2,
                        cost("0.1"),
                        promisedAt,
                        Optional.of(promisedAt.plusMillis(1))),
                new Progress(
                        Optional.of("request-" + id),
                        Optional.of(promisedAt.plusSeconds(600)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(
                                new Attempt(
                                        "provider",
                                        promisedAt,
                                        Duration.ofMillis(5),
                                        Outcome.ACCEPTED,
                                        Optional.empty()))),
                new Status(State.ACCEPTED, Optional.empty(), promisedAt.plusMillis(1)),
                List.of());
    }

    private static SmsMessage longMessage(String id, String... parts) {
        var message = accepted(id, MINNIE, NOON);
        return new SmsMessage(
                id,
                message.user(),
                message.dispatch(),
                message.progress(),
                message.status(),
                Stream.of(parts).map(part -> new Part(reference(part), false)).toList());
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
                        Optional.of(promisedAt)),
                new Progress(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("asked"),
                        Optional.empty()),
                new Status(state, Optional.of("HTTP status 503"), promisedAt),
                List.of());
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
        return search(MessageQuery.page(offset, limit).and(Field.USER, user.value()));
    }

    private List<SmsMessage> search(MessageQuery query) {
        return transactions().in(() -> messages().search(query));
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
