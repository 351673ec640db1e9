package org.userphone.domain.sms;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Commits;
import org.userphone.domain.OnlyReads;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.SmsMessage.Part;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.PhoneCodeSent;
import org.userphone.domain.user.Users;

/**
 * Reads and records what is needed before and after an attempt to send a message, each in a
 * transaction of its own.
 */
@Collaborator
@Transactional
@Commits
public class RecordDelivery {

    private final Users users;
    private final SmsOutbox outbox;
    private final KeepMessage messages;
    private final SmsMessages record;
    private final RetryPolicy policy;
    private final Clock clock;

    @Inject
    public RecordDelivery(
            Users users,
            SmsOutbox outbox,
            KeepMessage messages,
            SmsMessages record,
            RetryPolicy policy,
            Clock clock) {
        this.users = users;
        this.outbox = outbox;
        this.messages = messages;
        this.record = record;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Records the result of an attempt. Nothing is recorded if another worker has claimed the
     * message since, or if no provider was asked. Of a message that the first provider accepts
     * nothing is written but its record.
     *
     * @param attempts the providers that were asked, in their order
     */
    public void record(ClaimedSms claimed, Delivery delivery, List<Attempt> attempts) {
        var asked = claimed.after(attempts);
        boolean isRecorded =
                delivery instanceof Accepted accepted && recordSent(asked, accepted)
                        || delivery instanceof Failed failed && retryOrPark(asked, failed)
                        || delivery instanceof Refused refused
                                && park(asked, State.REFUSED, refused.reason());
        if (isRecorded) {
            record.addAttempts(
                    claimed, attempts.stream().filter(attempt -> !attempt.isAccepted()).toList());
        }
    }

    /** The record comes before the event, so that a database writes both in one round trip. */
    private boolean recordSent(ClaimedSms claimed, Accepted accepted) {
        var user = users.lock(claimed.sms().user());
        if (!outbox.remove(claimed)) {
            return false;
        }
        var now = clock.instant();
        var reference = new Reference(accepted.provider(), accepted.reference());
        var parts =
                accepted.parts().stream()
                        .map(part -> new Part(new Reference(accepted.provider(), part), false))
                        .toList();
        messages.keep(claimed.message().accepted(reference, parts, claimed.sms().cost(), now));
        if (user.isPresent()) {
            var event = sent(user.get(), claimed.sms(), reference);
            users.append(user.get().record(List.of(event), Editor.NOTIFICATION, now));
        }
        return true;
    }

    /**
     * The event that the message was sent. If the provider made the pending code, the event has the
     * reference by which the provider can check an entered code.
     */
    private static UserEvent sent(User user, Sms sms, Reference reference) {
        if (sms.isCodeMadeByProvider() && isPending(user, sms)) {
            var origin = new ByProvider(reference.provider(), Optional.of(reference.id()));
            return new PhoneCodeSent(Optional.of(origin));
        }
        return new PhoneCodeSent();
    }

    private boolean retryOrPark(ClaimedSms claimed, Failed failed) {
        int failures = claimed.attempts() + 1;
        if (failed.isEndless() || failures < policy.attempts()) {
            var due = policy.next(clock.instant(), failures, failed, claimed.sms());
            return outbox.retryAt(claimed, due, failed);
        }
        return park(claimed, State.PARKED, failed.reason());
    }

    private boolean park(ClaimedSms claimed, State state, String reason) {
        boolean isParked = outbox.park(claimed, reason);
        if (isParked) {
            messages.keep(claimed.message().ended(state, reason, clock.instant()));
        }
        return isParked;
    }

    /** Records a message that cannot be decrypted, in the transaction that parks it. */
    void giveUp(SmsMessage sms) {
        messages.keepUnopened(sms.ended(State.PARKED, "cannot be opened", clock.instant()));
    }

    /**
     * Whether a message is not to be sent: its code was replaced or entered or has expired, or
     * another worker has claimed it.
     */
    @OnlyReads
    public boolean isStale(ClaimedSms claimed) {
        return !outbox.isHeld(claimed) || end(claimed.sms(), clock.instant()).isPresent();
    }

    /** Removes a message that is of no use any more, unless another worker has claimed it. */
    public void drop(ClaimedSms claimed) {
        var now = clock.instant();
        end(claimed.sms(), now)
                .filter(end -> outbox.remove(claimed))
                .map(end -> claimed.message().ended(end.state(), end.reason(), now))
                .ifPresent(messages::keep);
    }

    /** Whether the code of the message is pending and has not expired. */
    boolean isOfUse(Sms sms) {
        return end(sms, clock.instant()).isEmpty();
    }

    /** How a message ends that is of no use any more. */
    private record End(State state, String reason) {}

    /** Empty if the message is still of use. */
    private Optional<End> end(Sms sms, Instant now) {
        if (!now.isBefore(sms.expiresAt())) {
            return Optional.of(new End(State.EXPIRED, "code expired"));
        }
        var pending = users.find(sms.user()).flatMap(RecordDelivery::pending);
        if (pending.filter(code -> code.sequence() == sms.sequence()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                pending.isPresent()
                        ? new End(State.REPLACED, "code replaced")
                        : new End(State.EXPIRED, "code gone"));
    }

    private static Optional<PendingCode> pending(User user) {
        return user.asHuman().flatMap(human -> human.phone().pendingCode());
    }

    /** Whether the code of the message is the one that is waiting to be entered. */
    private static boolean isPending(User user, Sms sms) {
        return pending(user).filter(code -> code.sequence() == sms.sequence()).isPresent();
    }
}
