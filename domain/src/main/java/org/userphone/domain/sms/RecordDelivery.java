package org.userphone.domain.sms;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.Collaborator;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Refused;
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
public class RecordDelivery {

    private final Users users;
    private final SmsOutbox outbox;
    private final KeepMessage messages;
    private final RetryPolicy policy;
    private final Clock clock;

    @Inject
    public RecordDelivery(
            Users users, SmsOutbox outbox, KeepMessage messages, RetryPolicy policy, Clock clock) {
        this.users = users;
        this.outbox = outbox;
        this.messages = messages;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Records the result of an attempt. Nothing is recorded if another worker has claimed the
     * message since, or if no provider was asked.
     */
    public void record(ClaimedSms claimed, Delivery delivery) {
        if (delivery instanceof Accepted accepted) {
            recordSent(claimed, accepted);
        } else if (delivery instanceof Failed failed) {
            retryOrPark(claimed, failed);
        } else if (delivery instanceof Refused refused) {
            park(claimed, State.REFUSED, refused.reason());
        }
    }

    private void recordSent(ClaimedSms claimed, Accepted accepted) {
        var user = users.lock(claimed.sms().user());
        if (!outbox.remove(claimed)) {
            return;
        }
        var now = clock.instant();
        var reference = new Reference(accepted.provider(), accepted.reference());
        if (user.isPresent()) {
            var event = sent(user.get(), claimed.sms(), reference);
            users.append(user.get().record(List.of(event), Editor.NOTIFICATION, now));
        }
        messages.keep(SmsMessage.accepted(claimed.sms(), reference, now));
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

    private void retryOrPark(ClaimedSms claimed, Failed failed) {
        int failures = claimed.attempts() + 1;
        if (failed.isEndless() || failures < policy.attempts()) {
            var due = policy.next(clock.instant(), failures, failed, claimed.sms());
            outbox.retryAt(claimed, due, failed);
        } else {
            park(claimed, State.PARKED, failed.reason());
        }
    }

    private void park(ClaimedSms claimed, State state, String reason) {
        if (outbox.park(claimed, reason)) {
            messages.keep(SmsMessage.unsent(claimed.sms(), state, reason, clock.instant()));
        }
    }

    /** Records a message that cannot be decrypted, in the transaction that parks it. */
    void giveUp(SmsHeader sms) {
        messages.keepUnopened(
                SmsMessage.unopened(sms, State.PARKED, "cannot be opened", clock.instant()));
    }

    /**
     * Removes a message whose code was replaced or entered or has expired, because it is of no use
     * any more.
     *
     * @return true if the message was removed or another worker has claimed it; false if it is to
     *     be sent
     */
    public boolean dropIfStale(ClaimedSms claimed) {
        if (!outbox.isHeld(claimed)) {
            return true;
        }
        if (isWanted(claimed.sms())) {
            return false;
        }
        if (outbox.remove(claimed)) {
            var now = clock.instant();
            var reason = now.isBefore(claimed.sms().expiresAt()) ? "code gone" : "code expired";
            messages.keep(SmsMessage.unsent(claimed.sms(), State.EXPIRED, reason, now));
        }
        return true;
    }

    private boolean isWanted(Sms sms) {
        if (!clock.instant().isBefore(sms.expiresAt())) {
            return false;
        }
        var user = users.find(sms.user());
        return user.isPresent() && isPending(user.get(), sms);
    }

    /** Whether the code of the message is the one that is waiting to be entered. */
    private static boolean isPending(User user, Sms sms) {
        var code = user.asHuman().flatMap(human -> human.phone().pendingCode());
        return code.isPresent() && code.get().sequence() == sms.sequence();
    }
}
