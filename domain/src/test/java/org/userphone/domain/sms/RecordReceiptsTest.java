package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.OTHER;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.SmsEvents.Outcome;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.user.People;
import org.userphone.domain.user.Verification;

/** What becomes of a message, from the outbox to its receipt. */
class RecordReceiptsTest {

    private static final Reference REFERENCE = new Reference("provider", "r1");

    private final InMemoryDomain domain = new InMemoryDomain();
    private final List<State> states = new ArrayList<>();
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

    @BeforeEach
    void listen() {
        domain.events.listen(
                new SmsEvents.Listener() {
                    @Override
                    public void changed(SmsMessage message) {
                        states.add(message.state());
                    }

                    @Override
                    public void received(Outcome outcome, int receipts) {
                        outcomes.merge(outcome, receipts, Integer::sum);
                    }
                });
        domain.known(MINNIE, Optional.empty());
        domain.sender.answer(sms -> new Accepted("provider", "r1"));
        domain.set(ADMIN, MINNIE, "+41791234567", Verification.SEND_CODE);
    }

    @Test
    void aMessageThatAProviderTookIsAccepted() {
        deliver();

        var message = message();
        assertThat(message.state()).isEqualTo(State.ACCEPTED);
        assertThat(message.id()).isEqualTo(domain.sender.sent().get(0).id());
        assertThat(message.reference()).contains(REFERENCE);
        assertThat(message.dispatch().resourceOwner()).isEqualTo(ACME);
        assertThat(message.dispatch().destination().number()).isEqualTo("+…67");
        assertThat(message.country()).isEqualTo("CH");
        assertThat(message.dispatch().segments()).isOne();
        assertThat(message.dispatch().cost())
                .isEqualTo(domain.sender.sent().get(0).cost())
                .isPositive();
        assertThat(message.reason()).isEmpty();
        assertThat(states).containsExactly(State.ACCEPTED);
    }

    @Test
    void aReceiptTellsThatItArrived() {
        deliver();
        var at = domain.clock.instant().plusSeconds(3);

        record(new Receipt(REFERENCE, true, Optional.empty(), at, true));

        assertThat(message().state()).isEqualTo(State.DELIVERED);
        assertThat(message().status().since()).isEqualTo(at);
        assertThat(states).containsExactly(State.ACCEPTED, State.DELIVERED);
        assertThat(outcomes).isEqualTo(Map.of(Outcome.APPLIED, 1));
    }

    @Test
    void aReceiptTellsThatItDidNotArriveAndWhy() {
        deliver();

        record(undelivered("absent subscriber"));

        assertThat(message().state()).isEqualTo(State.UNDELIVERED);
        assertThat(message().reason()).contains("absent subscriber");
    }

    @Test
    void aReceiptThatIsNotUnderstoodIsCountedAndChangesNothing() {
        deliver();

        record(Receipt.notUnderstood(REFERENCE, "VANISHED", domain.clock.instant()));

        assertThat(message().state()).isEqualTo(State.ACCEPTED);
        assertThat(outcomes).isEqualTo(Map.of(Outcome.NOT_UNDERSTOOD, 1));
    }

    @Test
    void aRepeatedReceiptChangesNothing() {
        deliver();
        record(delivered());
        var before = message();
        domain.clock.advance(Duration.ofSeconds(1));

        record(delivered());

        assertThat(message()).isEqualTo(before);
        assertThat(states).containsExactly(State.ACCEPTED, State.DELIVERED);
        assertThat(outcomes).isEqualTo(Map.of(Outcome.APPLIED, 1, Outcome.REPEATED, 1));
    }

    @Test
    void theFirstFinalStateStaysWhateverComesLater() {
        deliver();

        record(undelivered("expired"), delivered());
        record(delivered());

        assertThat(message().state()).isEqualTo(State.UNDELIVERED);
        assertThat(outcomes).isEqualTo(Map.of(Outcome.APPLIED, 1, Outcome.REPEATED, 2));
    }

    @Test
    void aReceiptThatOvertookTheAnswerIsKeptForItsMessage() {
        record(delivered());
        assertThat(outcomes).isEqualTo(Map.of(Outcome.EARLY, 1));

        deliver();

        assertThat(message().state()).isEqualTo(State.DELIVERED);
        assertThat(states).containsExactly(State.DELIVERED);
        assertThat(domain.early.take(REFERENCE)).isEmpty();
    }

    @Test
    void aReceiptThatMissedItsMessageByAMomentIsFoundBySweeping() {
        deliver();
        domain.memory.run(() -> domain.early.keep(List.of(delivered()), domain.clock.instant()));

        domain.sweepMessages.sweep();

        assertThat(message().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void aLongMessageIsDeliveredOnceAllOfItsPartsAre() {
        deliverInParts("r1", "r2", "r3");

        record(of("r3", true));
        record(of("r3", true), of("r1", true));
        assertThat(message().state()).isEqualTo(State.ACCEPTED);
        record(of("r2", true));

        assertThat(message().state()).isEqualTo(State.DELIVERED);
        assertThat(states).containsExactly(State.ACCEPTED, State.DELIVERED);
        assertThat(outcomes).isEqualTo(Map.of(Outcome.APPLIED, 3, Outcome.REPEATED, 1));
    }

    @Test
    void aLongMessageHasFailedOnceOneOfItsPartsHas() {
        deliverInParts("r1", "r2", "r3");

        record(of("r1", true), of("r2", false));
        record(of("r3", true));

        assertThat(message().state()).isEqualTo(State.UNDELIVERED);
        assertThat(message().reason()).contains("absent");
        assertThat(states).containsExactly(State.ACCEPTED, State.UNDELIVERED);
    }

    @Test
    void whatIsSaidFirstOfAPartStays() {
        deliverInParts("r1", "r2");

        record(of("r1", true));
        record(of("r1", false));
        record(of("r2", true));

        assertThat(message().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void receiptsForPartsThatOvertookTheAnswerAreKeptForTheirMessage() {
        record(of("r1", true));
        deliverInParts("r1", "r2");
        assertThat(message().state()).isEqualTo(State.ACCEPTED);

        domain.memory.run(() -> domain.early.keep(List.of(of("r2", true)), domain.clock.instant()));
        domain.sweepMessages.sweep();

        assertThat(message().state()).isEqualTo(State.DELIVERED);
    }

    private void deliverInParts(String... parts) {
        domain.sender.answer(
                sms -> new Accepted("provider", parts[parts.length - 1], List.of(parts)));
        deliver();
    }

    private Receipt of(String reference, boolean delivered) {
        return new Receipt(
                new Reference("provider", reference),
                delivered,
                delivered ? Optional.empty() : Optional.of("absent"),
                domain.clock.instant(),
                true);
    }

    @Test
    void aReceiptOfAMessageThatIsNobodysIsDroppedAfterADay() {
        record(
                new Receipt(
                        new Reference("provider", "r9"),
                        true,
                        Optional.empty(),
                        Instant.EPOCH,
                        true));
        domain.clock.advance(SweepMessages.MAX_EARLY_RECEIPT_AGE);
        domain.sweepMessages.sweep();
        assertThat(outcomes).isEqualTo(Map.of(Outcome.EARLY, 1));

        domain.clock.advance(Duration.ofMillis(1));
        domain.sweepMessages.sweep();

        assertThat(outcomes).isEqualTo(Map.of(Outcome.EARLY, 1, Outcome.UNMATCHED, 1));
    }

    /** SMSCs reuse references after some time. */
    @Test
    void aReferenceFromLongAgoIsThatOfANewMessage() {
        deliver();
        record(delivered());
        domain.clock.advance(RecordReceipts.MAX_RECEIPT_AGE.plusMillis(1));

        record(undelivered("absent"));
        domain.set(ADMIN, MINNIE, "+41791234568", Verification.SEND_CODE);
        deliver();

        assertThat(domain.messages.of(MINNIE, 0, 10))
                .extracting(SmsMessage::state)
                .containsExactly(State.UNDELIVERED, State.DELIVERED);
    }

    @Test
    void theReferenceOfAnotherProviderIsAnotherOne() {
        deliver();

        record(
                new Receipt(
                        new Reference("other", "r1"), true, Optional.empty(), Instant.EPOCH, true));

        assertThat(message().state()).isEqualTo(State.ACCEPTED);
        assertThat(outcomes).isEqualTo(Map.of(Outcome.EARLY, 1));
    }

    @Test
    void aRefusedMessageEndsAsSuch() {
        domain.sender.answer(sms -> new Refused("no such number"));

        deliver();

        assertThat(message().state()).isEqualTo(State.REFUSED);
        assertThat(message().reason()).contains("no such number");
        assertThat(message().dispatch().cost()).isZero();
        assertThat(states).containsExactly(State.REFUSED);
    }

    @Test
    void aMessageWhoseCodeExpiredEndsAsSuch() {
        domain.clock.advance(InMemoryDomain.LIFETIME);

        deliver();

        assertThat(domain.sender.sent()).isEmpty();
        assertThat(message().state()).isEqualTo(State.EXPIRED);
        assertThat(message().reason()).contains("code expired");
    }

    @Test
    void aMessageWhoseCodeWasReplacedEndsAsSuch() {
        domain.set(ADMIN, MINNIE, "+41791234568", Verification.SEND_CODE);

        deliver();

        assertThat(domain.messages.of(MINNIE, 0, 10))
                .extracting(SmsMessage::state)
                .containsExactlyInAnyOrder(State.REPLACED, State.ACCEPTED);
        assertThat(domain.sender.sent()).hasSize(1);
    }

    @Test
    void aMessageThatFailsTooOftenEndsAsParkedAndIsClearedAwayInTheEnd() {
        domain.sender.answer(sms -> new Deferred("busy"));
        for (int attempt = 0; attempt < InMemoryDomain.RETRIES.attempts(); attempt++) {
            assertThat(message().state()).isEqualTo(State.WAITING);
            deliver();
            domain.clock.advance(InMemoryDomain.RETRIES.maxBackoff());
        }
        assertThat(message().state()).isEqualTo(State.PARKED);
        assertThat(message().reason()).contains("busy");

        domain.clock.advance(Duration.ofDays(89));
        domain.sweepMessages.sweep();
        assertThat(domain.outbox.size()).isOne();
        domain.clock.advance(Duration.ofDays(1));
        domain.sweepMessages.sweep();

        assertThat(domain.outbox.size()).isZero();
        assertThat(domain.messages.of(MINNIE, 0, 10)).isEmpty();
    }

    @Test
    void aDeletedUserHasNoMessagesAnyMore() {
        deliver();

        domain.delete(ADMIN, MINNIE);

        assertThat(domain.messages.of(MINNIE, 0, 10)).isEmpty();
        record(delivered());
        assertThat(domain.messages.of(MINNIE, 0, 10)).isEmpty();
        assertThat(states).containsExactly(State.ACCEPTED, State.DELIVERED);
    }

    @Test
    void theMessagesAreShownToHoldersOfUserReadOnly() {
        deliver();

        assertThat(domain.listMessages.list(ADMIN, MINNIE, 0, 10))
                .extracting(SmsStory::message)
                .containsExactly(message());
        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> domain.listMessages.list(People.plain(MINNIE), MINNIE, 0, 10));
        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> domain.listMessages.list(People.adminOf(OTHER), MINNIE, 0, 10));
        assertRejected(
                Reason.USER_NOT_FOUND,
                () -> domain.listMessages.list(ADMIN, SmsMessagesContract.DAISY, 0, 10));
    }

    @Test
    void whatMessagesCostIsSummedForHoldersOfIamReadOnly() {
        deliver();
        var from = domain.clock.instant();
        var query = new UsageQuery(Optional.of(ACME), from, from.plusSeconds(1));

        assertThat(domain.sumUsage.sum(ADMIN, query))
                .containsExactly(new SmsUsage(ACME, "CH", 1, 1, message().dispatch().cost(), 0, 0));
        assertRejected(
                Reason.CALL_NOT_PERMITTED, () -> domain.sumUsage.sum(People.adminOf(ACME), query));
    }

    @Test
    void aReasonOfAProvidersIsKeptShortAndWithoutNumbers() {
        assertThat(undelivered("call +41791234567\nback " + "x".repeat(200)).reason().orElseThrow())
                .startsWith("call ...?back xxx")
                .hasSize(100);
        assertThat(undelivered("Twilio error 30003").reason()).contains("Twilio error 30003");
        assertThat(undelivered(" ").reason()).isEmpty();
    }

    @Test
    void aReferenceIsMadePrintableAndNotLong() {
        assertThat(new Reference("provider", " a b\u0000ü ").id()).isEqualTo("a_b__");
        assertThat(new Reference("provider", "x".repeat(300)).id()).hasSize(200);
    }

    private void deliver() {
        domain.deliver();
    }

    private void record(Receipt... receipts) {
        domain.recordReceipts.record(List.of(receipts));
    }

    private SmsMessage message() {
        var all = domain.messages.of(MINNIE, 0, 10);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Receipt delivered() {
        return new Receipt(REFERENCE, true, Optional.empty(), domain.clock.instant(), true);
    }

    private Receipt undelivered(String reason) {
        return new Receipt(REFERENCE, false, Optional.of(reason), domain.clock.instant(), true);
    }
}
