package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.TraceContext;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms.Content;
import org.userphone.domain.sms.SmsOutbox.Waiting;
import org.userphone.domain.user.People;

/** What every adapter of {@link SmsOutbox} must do. Each test starts with an empty outbox. */
public interface SmsOutboxContract {

    Duration LEASE = Duration.ofMinutes(1);
    Failed DEFERRED = new Deferred("busy");

    SmsOutbox outbox();

    /** Puts a message into the outbox, within a transaction. */
    void put(Sms sms);

    Transactions transactions();

    /** How many messages lie there, parked ones included. */
    int size();

    @Test
    default void aMessageIsClaimedAsItWasWritten() {
        var sms = add(1);

        var claimed = claim(NOON, 10);

        assertThat(claimed).extracting(ClaimedSms::sms).containsExactly(sms);
        assertThat(claimed).extracting(ClaimedSms::attempts).containsExactly(0);
    }

    @Test
    default void aMessageKeepsItsPlaceInTheTraceOfTheRequest() {
        var sms =
                sms(1).tracedBy(
                                new TraceContext(
                                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                                        "vendor=1"));
        transactions().run(() -> put(sms));

        assertThat(claim(NOON, 10)).extracting(ClaimedSms::sms).containsExactly(sms);
    }

    @Test
    default void aClaimedMessageIsNobodyElsesUntilItsLeaseEnds() {
        add(1);
        claim(NOON, 10);

        assertThat(claim(NOON.plus(LEASE).minusMillis(1), 10)).isEmpty();
        assertThat(claim(NOON.plus(LEASE), 10)).hasSize(1);
    }

    @Test
    default void theMessagesToADeletedUserAreForgottenClaimedOrNot() {
        var first = add(1);
        var second = add(2);
        claim(NOON, 1);
        assertThat(transactions().in(() -> outbox().forget(new UserId("daisy")))).isEmpty();
        assertThat(size()).isEqualTo(2);

        assertThat(transactions().in(() -> outbox().forget(MINNIE)))
                .extracting(SmsMessage::id)
                .containsExactlyInAnyOrder(first.id(), second.id());

        assertThat(size()).isZero();
    }

    @Test
    default void aParkedMessageIsForgottenWithoutAnotherWord() {
        add(1);
        var claimed = claim(NOON, 10).get(0);
        transactions().run(() -> outbox().park(claimed, "refused"));

        assertThat(transactions().in(() -> outbox().forget(MINNIE))).isEmpty();

        assertThat(size()).isZero();
    }

    @Test
    default void aClaimTellsWhenItEnds() {
        add(1);

        assertThat(claim(NOON, 10)).extracting(ClaimedSms::until).containsExactly(NOON.plus(LEASE));
    }

    @Test
    default void aClaimIsHeldUntilAnotherIsMadeOrTheMessageIsSettled() {
        add(1);
        var first = claim(NOON, 10).get(0);
        assertThat(isHeld(first)).isTrue();

        var second = claim(NOON.plus(LEASE), 10).get(0);
        assertThat(isHeld(first)).isFalse();
        assertThat(isHeld(second)).isTrue();

        transactions().in(() -> outbox().retryAt(second, NOON, DEFERRED));
        assertThat(isHeld(second)).isFalse();

        var third = claim(NOON, 10).get(0);
        transactions().in(() -> outbox().park(third, "refused"));
        assertThat(isHeld(third)).isFalse();
        transactions().in(() -> outbox().forget(MINNIE));
        assertThat(isHeld(third)).isFalse();
    }

    @Test
    default void anOperatorTakesAMessageThatNoWorkerHas() {
        var sms = add(1);
        claim(NOON, 1);
        assertRejected(Reason.SMS_MESSAGE_BEING_SENT, () -> take(NOON.plusSeconds(1)));
        assertThat(transactions().in(() -> outbox().claim("2", NOON))).isEmpty();

        var crashed = take(NOON.plus(LEASE)).orElseThrow();
        assertThat(crashed.sms()).isEqualTo(sms);
        transactions().run(() -> outbox().sendBy(crashed, NOON, "smpp"));

        var claimed = claim(NOON, 1).get(0);
        assertThat(claimed.inDoubtAt()).contains("smpp");
        assertThat(claimed.attempts()).isZero();
    }

    @Test
    default void aParkedMessageIsSentAfterAllAsIfItHadNotFailed() {
        add(1);
        var failed = claim(NOON, 1).get(0);
        transactions().run(() -> outbox().retryAt(failed, NOON, DEFERRED));
        var parked = claim(NOON, 1).get(0);
        transactions().run(() -> outbox().park(parked, "refused"));

        var taken = take(NOON).orElseThrow();
        transactions().run(() -> outbox().send(taken, NOON.plusSeconds(3)));

        assertThat(claim(NOON.plusSeconds(2), 1)).isEmpty();
        assertThat(claim(NOON.plusSeconds(3), 1))
                .singleElement()
                .satisfies(
                        claimed -> {
                            assertThat(claimed.attempts()).isZero();
                            assertThat(claimed.inDoubtAt()).isEmpty();
                        });
    }

    private Optional<ClaimedSms> take(Instant now) {
        return transactions().in(() -> outbox().claim("1", now));
    }

    @Test
    default void noMoreAreClaimedThanAskedFor() {
        IntStream.rangeClosed(1, 5).forEach(this::add);

        assertThat(claim(NOON, 3)).hasSize(3);
        assertThat(claim(NOON, 3)).hasSize(2);
        assertThat(claim(NOON, 3)).isEmpty();
    }

    @Test
    default void aRemovedMessageIsGone() {
        add(1);
        var claimed = claim(NOON, 10).get(0);

        assertThat(transactions().in(() -> outbox().remove(claimed))).isTrue();

        assertThat(size()).isZero();
        assertThat(transactions().in(() -> outbox().remove(claimed))).isFalse();
    }

    @Test
    default void aFailedMessageIsDueAgainLaterAndItsAttemptsAreCounted() {
        add(1);
        var claimed = claim(NOON, 10).get(0);
        var later = NOON.plusSeconds(5);

        assertThat(transactions().in(() -> outbox().retryAt(claimed, later, DEFERRED))).isTrue();

        assertThat(claim(later.minusMillis(1), 10)).isEmpty();
        assertThat(claim(later, 10)).extracting(ClaimedSms::attempts).containsExactly(1);
    }

    @Test
    default void theProviderThatMayHaveGotAMessageIsRememberedUntilTheNextAttempt() {
        add(1);
        var first = claim(NOON, 10).get(0);
        var inDoubt = new Unknown("no answer", Optional.of("smpp"));
        transactions().run(() -> outbox().retryAt(first, NOON, inDoubt));

        var second = claim(NOON, 10).get(0);
        assertThat(second.inDoubtAt()).contains("smpp");

        transactions().run(() -> outbox().retryAt(second, NOON, DEFERRED));
        assertThat(claim(NOON, 10))
                .extracting(ClaimedSms::inDoubtAt)
                .containsOnly(Optional.empty());
    }

    @Test
    default void aParkedMessageStaysAndIsNotTriedAgain() {
        add(1);
        var claimed = claim(NOON, 10).get(0);

        assertThat(transactions().in(() -> outbox().park(claimed, "refused"))).isTrue();

        assertThat(claim(NOON.plus(Duration.ofDays(1)), 10)).isEmpty();
        assertThat(size()).isEqualTo(1);
        assertThat(transactions().in(() -> outbox().waiting())).isZero();
        assertThat(transactions().in(() -> outbox().oldest())).isEmpty();
    }

    @Test
    default void parkedMessagesAreRemovedWhenTheirTimeIsOverAndNoOthers() {
        add(1);
        var claimed = claim(NOON, 10).get(0);
        transactions().run(() -> outbox().park(claimed, "refused"));
        add(2);

        assertThat(transactions().in(() -> outbox().removeParkedBefore(NOON.minusSeconds(1), 10)))
                .isZero();
        assertThat(transactions().in(() -> outbox().removeParkedBefore(NOON, 10))).isOne();

        assertThat(claim(NOON, 10)).extracting(sms -> sms.sms().id()).containsExactly("2");
        assertThat(size()).isOne();
    }

    @Test
    default void whoLostItsClaimCannotSettle() {
        add(1);
        var paused = claim(NOON, 10).get(0);
        claim(NOON.plus(LEASE), 10);

        assertThat(transactions().in(() -> outbox().remove(paused))).isFalse();
        assertThat(transactions().in(() -> outbox().retryAt(paused, NOON, DEFERRED))).isFalse();
        assertThat(transactions().in(() -> outbox().park(paused, "late"))).isFalse();
        assertThat(size()).isEqualTo(1);
    }

    @Test
    default void aMessageOfARolledBackTransactionWasNeverThere() {
        assertThatThrownBy(
                        () ->
                                transactions()
                                        .run(
                                                () -> {
                                                    put(sms(1));
                                                    throw new Rejection(Reason.PHONE_INVALID);
                                                }))
                .isInstanceOf(Rejection.class);

        assertThat(size()).isZero();
    }

    @Test
    default void theOldestTellsSinceWhenMessagesWait() {
        assertThat(transactions().in(() -> outbox().oldest())).isEmpty();
        add(1);
        add(2);
        claim(NOON, 2);

        assertThat(transactions().in(() -> outbox().waiting())).isEqualTo(2);
        assertThat(transactions().in(() -> outbox().oldest()))
                .hasValueSatisfying(oldest -> assertThat(oldest).isEqualTo(NOON.minusSeconds(1)));
    }

    @Test
    default void whatWaitsCanBeLookedAtWithoutBeingClaimed() {
        var first = add(1);
        var second = add(2);
        add(3);
        var claimed = claim(NOON, 2);
        var unknown = new Unknown("no answer", Optional.of("smpp"));
        transactions().run(() -> outbox().park(claimed.get(1), "refused"));
        transactions().run(() -> outbox().retryAt(claimed.get(0), NOON, unknown));
        var parked = claimed.get(1).sms();

        var waiting = transactions().in(() -> outbox().peek(10));
        assertThat(waiting).extracting(Waiting::sms).doesNotContain(parked).hasSize(2);
        assertThat(waiting.get(0).sms()).isEqualTo(sms(3));
        assertThat(waiting.get(0).inDoubtAt()).isEmpty();
        assertThat(waiting.get(1).sms()).isIn(first, second);
        assertThat(waiting.get(1).inDoubtAt()).contains("smpp");
        assertThat(transactions().in(() -> outbox().peek(1))).hasSize(1);

        assertThat(claim(NOON, 10)).hasSize(2);
        assertThat(transactions().in(() -> outbox().peek(10))).hasSize(2);
    }

    @Test
    default void workersNeverClaimTheSameMessage() throws Exception {
        IntStream.rangeClosed(1, 60).forEach(this::add);
        var pool = Executors.newFixedThreadPool(4);
        var claimed = new ArrayList<String>();
        try {
            Callable<List<ClaimedSms>> worker = () -> claim(NOON, 10);
            while (claimed.size() < 60) {
                for (var batch : pool.invokeAll(List.of(worker, worker, worker, worker))) {
                    batch.get().forEach(sms -> claimed.add(sms.sms().id()));
                }
            }
        } finally {
            pool.shutdown();
        }

        assertThat(claimed).doesNotHaveDuplicates().hasSize(60);
    }

    private boolean isHeld(ClaimedSms claimed) {
        return transactions().in(() -> outbox().isHeld(claimed));
    }

    private Sms add(int sequence) {
        var sms = sms(sequence);
        transactions().run(() -> put(sms));
        return sms;
    }

    static Sms sms(int sequence) {
        var id = Integer.toString(sequence);
        return new Sms(
                new SmsHeader(id, MINNIE, People.ACME, NOON.minusSeconds(1)),
                sequence,
                NUMBER,
                new Content(
                        new VerificationCode("A1B2C3"),
                        "A1B2C3 is your code",
                        Map.of("code", "A1B2C3", "displayName", "Minnie \"M\" Mouse")),
                Optional.of("ACME"),
                new BigDecimal("0.04"),
                NOON.plusSeconds(600));
    }

    /** Claims messages, without a transaction of the caller: claiming commits by itself. */
    private List<ClaimedSms> claim(Instant now, int limit) {
        return outbox().claimDue(
                        now,
                        limit,
                        LEASE,
                        sms -> {
                            throw new AssertionError(sms);
                        });
    }
}
