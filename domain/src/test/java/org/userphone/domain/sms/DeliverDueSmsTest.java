package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.InMemoryDomain.LIFETIME;
import static org.userphone.domain.InMemoryDomain.RETRIES;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.TraceContext;
import org.userphone.domain.Tracing.Kind;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.NotAttempted;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.PhoneCodeSent;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.Verification;

class DeliverDueSmsTest {

    private final InMemoryDomain domain = new InMemoryDomain();

    @Test
    void anEmptyOutboxIsNothingToDo() {
        assertThat(deliver()).isZero();
    }

    @Test
    void aSentMessageIsGoneAndTheHistoryTells() {
        promise(MINNIE);

        assertThat(deliver()).isEqualTo(1);

        assertThat(sentTo()).containsExactly(MINNIE);
        assertThat(domain.outbox.size()).isZero();
        var last = last(domain.history(MINNIE));
        assertThat(last.event()).isEqualTo(new PhoneCodeSent());
        assertThat(last.editor()).isEqualTo(Editor.NOTIFICATION);
        assertThat(last.position().sequence()).isEqualTo(4);
        assertThat(User.replay(MINNIE, ACME, domain.history(MINNIE)))
                .isEqualTo(domain.user(MINNIE));
        assertThat(deliver()).isZero();
    }

    @Test
    void theDeliveryGoesOnWithTheTraceInWhichTheMessageWasPromised() {
        TraceContext promise;
        try (var call = domain.tracing.begin(Kind.SERVER, "call", TraceContext.NONE)) {
            promise = call.context();
            promise(MINNIE);
        }

        deliver();

        var delivery = domain.tracing.ended().get(1);
        assertThat(delivery.name()).isEqualTo("deliver SMS");
        assertThat(delivery.kind()).isEqualTo(Kind.CONSUMER);
        assertThat(delivery.parent()).isEqualTo(promise);
        assertThat(delivery.attributes()).containsEntry("user.id", MINNIE.value());
        assertThat(domain.tracing.current()).isEqualTo(TraceContext.NONE);
    }

    @Test
    void aMessageThatNoKeyOpensEndsWithARecordAndBlocksNoOther() {
        promise(MINNIE);
        var unreadable = domain.outbox.claimDue(now(), 1, Duration.ofSeconds(1)).get(0).sms();
        domain.outbox.loseKeyOf(unreadable);
        promise(new UserId("daisy"));
        domain.clock.advance(Duration.ofSeconds(1));

        deliver();

        assertThat(sentTo()).containsExactly(new UserId("daisy"));
        assertThat(domain.messages.of(MINNIE, 0, 10))
                .singleElement()
                .satisfies(
                        message -> {
                            assertThat(message.id()).isEqualTo(unreadable.id());
                            assertThat(message.state()).isEqualTo(State.PARKED);
                            assertThat(message.reason()).contains("cannot be opened");
                            assertThat(message.dispatch().destination().number()).isEqualTo("+…00");
                            assertThat(message.dispatch().cost()).isZero();
                        });
        domain.clock.advance(Duration.ofDays(1));
        assertThat(deliver()).isZero();
    }

    @Test
    void theCodeOfASentMessageStillCounts() {
        promise(MINNIE);
        deliver();

        var text = domain.sender.sent().get(0).text();
        var phone = domain.user(MINNIE).human().phone();
        assertThat(
                        domain.codes.matches(
                                phone.pendingCode().orElseThrow(),
                                MINNIE,
                                phone.number().orElseThrow().e164(),
                                text.substring(0, 6),
                                domain.clock.instant()))
                .isTrue();
    }

    @Test
    void noMoreThanABatchIsTakenAtOnceAndTheRestIsNotLost() {
        for (int i = 0; i < RETRIES.workers() + 3; i++) {
            promise(new UserId("user-" + i));
        }

        assertThat(deliver()).isEqualTo(RETRIES.workers());
        assertThat(deliver()).isEqualTo(3);
        assertThat(sentTo()).doesNotHaveDuplicates().hasSize(RETRIES.workers() + 3);
    }

    @Test
    void aDeferredMessageIsTriedAgainAfterWaitsThatDoubleUpToTheLongest() {
        domain.sender.answer(sms -> new Deferred("busy"));
        promise(MINNIE);

        for (long longest : new long[] {5, 10, 20, 30}) {
            deliver();
            var due = domain.outbox.nextAttempt();
            var wait = Duration.between(domain.clock.instant(), due);
            assertThat(wait.toMillis()).isBetween(longest * 750, longest * 1000);
            domain.clock.advance(wait.minusMillis(1));
            assertThat(deliver()).isZero();
            domain.clock.advance(Duration.ofMillis(1));
        }

        assertThat(domain.sender.sent()).hasSize(4).containsOnly(domain.sender.sent().get(0));
    }

    @Test
    void whoMayHaveGotAMessageIsAskedFirstInTheNextAttemptOnly() {
        domain.sender.answer(sms -> new Unknown("no answer", Optional.of("smpp")));
        promise(MINNIE);
        deliver();
        domain.sender.answer(sms -> new Deferred("busy"));
        for (int attempt = 0; attempt < 2; attempt++) {
            domain.clock.advance(RETRIES.maxBackoff());
            deliver();
        }

        assertThat(domain.sender.sent()).hasSize(3).containsOnly(domain.sender.sent().get(0));
        assertThat(domain.sender.askedAgain()).containsExactly("smpp");
    }

    @Test
    void aMessageThatIsDeferredTooOftenIsParked() {
        domain.sender.answer(sms -> new Deferred("busy"));
        promise(MINNIE);

        for (int attempt = 0; attempt < RETRIES.attempts(); attempt++) {
            deliver();
            domain.clock.advance(RETRIES.maxBackoff());
        }

        assertParked();
        assertThat(domain.sender.sent()).hasSize(RETRIES.attempts());
    }

    @Test
    void aRefusedMessageIsParkedAtOnce() {
        domain.sender.answer(sms -> new Refused("no such number"));
        promise(MINNIE);
        deliver();

        assertParked();
        assertThat(domain.sender.sent()).hasSize(1);
    }

    @Test
    void anAttemptThatFailedAndOneThatWorkedGiveOneEvent() {
        domain.sender.answer(sms -> new Deferred("busy"));
        promise(MINNIE);
        deliver();
        domain.sender.answer(sms -> new Accepted("recording", "reference"));
        domain.clock.advance(RETRIES.backoff());
        deliver();

        assertThat(domain.events(MINNIE)).filteredOn(new PhoneCodeSent()::equals).hasSize(1);
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void aMessageOfUnknownOutcomeIsRepeatedWithTheSameIdAndDoesNotCountAsSent() {
        domain.sender.answer(sms -> new Unknown("no answer"));
        promise(MINNIE);
        deliver();
        assertThat(domain.events(MINNIE)).doesNotContain(new PhoneCodeSent());
        domain.sender.answer(sms -> new Accepted("recording", "reference"));
        domain.clock.advance(RETRIES.backoff());
        deliver();

        assertThat(domain.sender.sent()).hasSize(2);
        assertThat(domain.sender.sent().get(1)).isEqualTo(domain.sender.sent().get(0));
        assertThat(domain.events(MINNIE)).filteredOn(new PhoneCodeSent()::equals).hasSize(1);
    }

    @Test
    void aMessageWhoseOutcomeStaysUnknownIsParked() {
        domain.sender.answer(sms -> new Unknown("no answer"));
        promise(MINNIE);

        for (int attempt = 0; attempt < RETRIES.attempts(); attempt++) {
            deliver();
            domain.clock.advance(RETRIES.maxBackoff());
        }

        assertParked();
    }

    @Test
    void aThrottledMessageWaitsAsLongAsTheProviderAsksFor() {
        domain.sender.answer(sms -> new Throttled("too many", Optional.of(Duration.ofSeconds(17))));
        promise(MINNIE);
        deliver();

        assertThat(domain.outbox.nextAttempt())
                .isBetween(now().plusSeconds(17), now().plusMillis(17 * 1250));
    }

    @Test
    void aMessageThatFailsByNoFaultOfItsOwnIsTriedUntilItsCodeExpires() {
        for (var failure :
                List.of(
                        new Throttled("too many", Optional.empty()),
                        new Misconfigured("credentials"))) {
            var id = new UserId(failure.reason());
            domain.sender.answer(sms -> failure);
            promise(id);
            for (var end = now().plus(LIFETIME); now().isBefore(end); ) {
                assertThat(deliver()).isEqualTo(1);
                assertThat(domain.outbox.oldest()).isPresent();
                domain.clock.advance(RETRIES.maxBackoff());
            }
            assertThat(deliver()).isEqualTo(1);
            assertThat(domain.outbox.size()).isZero();
            assertThat(domain.events(id)).doesNotContain(new PhoneCodeSent());
        }
    }

    @Test
    void aMessageThatNobodyTriedWaitsWithoutEndingItsAttempts() {
        domain.sender.answer(sms -> new NotAttempted());
        promise(MINNIE);
        for (var end = now().plus(LIFETIME); now().plus(RETRIES.lease()).isBefore(end); ) {
            assertThat(deliver()).isEqualTo(1);
            domain.clock.advance(RETRIES.lease());
        }
        assertThat(domain.sender.sent()).hasSizeGreaterThan(RETRIES.attempts());
        domain.sender.answer(sms -> new Accepted("recording", "reference"));

        assertThat(deliver()).isEqualTo(1);

        assertThat(domain.outbox.size()).isZero();
        assertThat(last(domain.history(MINNIE)).event()).isEqualTo(new PhoneCodeSent());
    }

    @Test
    void anExpiredCodeIsNotSentAnyMore() {
        promise(MINNIE);
        domain.clock.advance(LIFETIME);

        assertDroppedUnsent();
    }

    @Test
    void aCodeIsSentUntilItExpires() {
        promise(MINNIE);
        domain.clock.advance(LIFETIME.minusNanos(1));
        deliver();

        assertThat(domain.sender.sent()).hasSize(1);
    }

    @Test
    void aCodeThatWasReplacedIsNotSentAnyMore() {
        promise(MINNIE);
        domain.set(ADMIN, MINNIE, "+41790000001", Verification.SEND_CODE);

        assertThat(deliver()).isEqualTo(2);

        assertThat(domain.sender.sent())
                .singleElement()
                .satisfies(sms -> assertThat(sms.recipient().e164()).isEqualTo("+41790000001"));
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void aCodeOfANumberThatWasProvenIsNotSentAnyMore() {
        promise(MINNIE);
        append(new PhoneVerified());

        assertDroppedUnsent();
        assertThat(domain.user(MINNIE).human().phone()).isInstanceOf(Phone.Verified.class);
    }

    @Test
    void aWorkerThatLostItsClaimRecordsNothing() {
        promise(MINNIE);
        var paused = claim();
        domain.clock.advance(RETRIES.lease());
        var taken = claim();

        for (var late :
                List.of(
                        new Accepted("recording", "late"),
                        new Deferred("late"),
                        new Misconfigured("late"),
                        new Refused("late"))) {
            domain.recordDelivery.record(paused, late, List.of());
        }

        assertThat(domain.events(MINNIE)).hasSize(3);
        domain.recordDelivery.record(taken, new Accepted("recording", "reference"), List.of());
        assertThat(last(domain.history(MINNIE)).event()).isEqualTo(new PhoneCodeSent());
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void aMessageThatTwoWorkersSentIsRecordedOnce() {
        promise(MINNIE);
        var paused = claim();
        domain.clock.advance(RETRIES.lease());
        deliver();
        domain.recordDelivery.record(paused, new Accepted("recording", "late"), List.of());

        assertThat(domain.events(MINNIE)).filteredOn(new PhoneCodeSent()::equals).hasSize(1);
    }

    @Test
    void aWorkerThatDiesBetweenSendAndRecordMakesARepeatWithTheSameId() {
        promise(MINNIE);
        domain.sender.send(claim().sms());

        assertThat(deliver()).isZero();
        domain.clock.advance(RETRIES.lease());
        assertThat(deliver()).isEqualTo(1);

        assertThat(domain.sender.sent())
                .hasSize(2)
                .extracting(Sms::id)
                .containsOnly(domain.sender.sent().get(0).id());
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void aWorkerThatDiesBeforeItSendsLosesNothing() {
        promise(MINNIE);
        claim();
        domain.clock.advance(RETRIES.lease());
        deliver();

        assertThat(domain.sender.sent()).hasSize(1);
    }

    @Test
    void aSenderThatThrowsKeepsNoOtherMessageFromBeingSent() {
        var daisy = new UserId("daisy");
        var fault = new IllegalStateException("fault");
        domain.sender.answer(failing(MINNIE, fault));
        promise(MINNIE);
        promise(daisy);

        assertThatThrownBy(this::deliver).isSameAs(fault);

        assertThat(last(domain.history(daisy)).event()).isEqualTo(new PhoneCodeSent());
        assertThat(domain.events(MINNIE)).hasSize(3);
        assertThat(domain.outbox.size()).isEqualTo(1);
    }

    @Test
    void theMessageOfASenderThatThrowsComesBackWhenItsLeaseEnds() {
        domain.sender.answer(failing(MINNIE, new IllegalStateException("fault")));
        promise(MINNIE);
        assertThatThrownBy(this::deliver).isInstanceOf(IllegalStateException.class);
        domain.sender.answer(sms -> new Accepted("recording", "reference"));

        assertThat(deliver()).isZero();
        domain.clock.advance(RETRIES.lease());
        assertThat(deliver()).isEqualTo(1);

        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void whenItsLeaseEndsAWorkerSendsNothingMoreThatOthersMayHaveClaimed() {
        domain.sender.answer(
                sms -> {
                    domain.clock.advance(RETRIES.lease().dividedBy(2));
                    return new Accepted("recording", "slow");
                });
        promise(MINNIE);
        promise(new UserId("daisy"));
        promise(new UserId("donald"));

        assertThat(deliver()).isEqualTo(3);
        assertThat(domain.sender.sent()).hasSize(2);
        assertThat(deliver()).isEqualTo(1);

        assertThat(sentTo()).doesNotHaveDuplicates().hasSize(3);
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void aWorkerThatWasPausedDoesNotSendWhatAnotherTookOver() {
        promise(MINNIE);
        var paused = new ArrayList<Runnable>();
        domain.deliverDueSms.deliver(1, paused::add);
        domain.clock.advance(RETRIES.lease());
        claim();

        paused.get(0).run();

        assertThat(domain.sender.sent()).isEmpty();
        assertThat(domain.outbox.size()).isEqualTo(1);
    }

    @Test
    void aWorkerWhoseLeaseHasEndedDoesNotSendThoughNobodyElseDoes() {
        promise(MINNIE);
        var paused = new ArrayList<Runnable>();
        domain.deliverDueSms.deliver(1, paused::add);
        domain.clock.advance(RETRIES.lease());

        paused.get(0).run();

        assertThat(domain.sender.sent()).isEmpty();
        assertThat(deliver()).isEqualTo(1);
        assertThat(domain.sender.sent()).hasSize(1);
    }

    @Test
    void messagesThatFailedTogetherDoNotComeBackTogether() {
        domain.sender.answer(sms -> new Deferred("outage"));
        for (int i = 0; i < RETRIES.workers(); i++) {
            promise(new UserId("user-" + i));
        }
        deliver();
        domain.clock.advance(RETRIES.backoff().minusMillis(1));

        int early = deliver();
        domain.clock.advance(Duration.ofMillis(1));
        int late = deliver();

        assertThat(early).isBetween(1, RETRIES.workers());
        assertThat(early + late).isEqualTo(RETRIES.workers());
        domain.clock.advance(RETRIES.backoff());
        assertThat(deliver()).isBetween(0, RETRIES.workers() - 1);
    }

    @Test
    void whileTheSenderHasNoRoomNothingIsClaimed() {
        promise(MINNIE);
        domain.sender.wants(0);

        assertThat(deliver()).isZero();
        domain.sender.wants(1);
        promise(new UserId("another"));

        assertThat(deliver()).isOne();
        assertThat(deliver()).isOne();
        assertThat(domain.sender.sent()).hasSize(2);
    }

    @Test
    void nothingPrintedHoldsTheCodeOrTheNumber() {
        promise(MINNIE);
        var claimed = claim();

        assertThat(claimed.toString())
                .doesNotContain(claimed.sms().text().substring(0, 6), "417900")
                .contains(claimed.sms().id());
    }

    /** Adds a user and sets a number, so that there is a message to send. */
    private void promise(UserId id) {
        domain.known(id, Optional.empty());
        domain.set(ADMIN, id, "+41790000000", Verification.SEND_CODE);
    }

    private int deliver() {
        return domain.deliver();
    }

    private ClaimedSms claim() {
        return domain.outbox.claimDue(now(), 1, RETRIES.lease()).get(0);
    }

    private Instant now() {
        return domain.clock.instant();
    }

    private void append(UserEvent event) {
        domain.memory.run(
                () -> {
                    Change change =
                            domain.user(MINNIE).record(List.of(event), Editor.of(MINNIE), now());
                    domain.users.append(change);
                });
    }

    private void assertParked() {
        domain.clock.advance(Duration.ofSeconds(30));
        assertThat(deliver()).isZero();
        assertThat(domain.outbox.size()).isEqualTo(1);
        assertThat(domain.outbox.oldest()).isEmpty();
        assertThat(domain.events(MINNIE)).doesNotContain(new PhoneCodeSent());
    }

    private void assertDroppedUnsent() {
        var history = domain.history(MINNIE);
        assertThat(deliver()).isEqualTo(1);
        assertThat(domain.sender.sent()).isEmpty();
        assertThat(domain.outbox.size()).isZero();
        assertThat(domain.history(MINNIE)).isEqualTo(history);
    }

    private List<UserId> sentTo() {
        return domain.sender.sent().stream().map(Sms::user).toList();
    }

    private static Function<Sms, Delivery> failing(UserId id, RuntimeException fault) {
        return sms -> {
            if (sms.user().equals(id)) {
                throw fault;
            }
            return new Accepted("recording", "reference");
        };
    }

    private static RecordedEvent last(List<RecordedEvent> history) {
        return history.get(history.size() - 1);
    }
}
