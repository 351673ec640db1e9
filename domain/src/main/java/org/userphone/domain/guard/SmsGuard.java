package org.userphone.domain.guard;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.sms.RefusedSms;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.UserEvent.LimitExceeded;

/**
 * Checks the limits of an SMS before it is promised, and counts it. The counts are locked until the
 * transaction ends, so that of any number of simultaneous requests no more pass than the limits
 * allow. Numbers, users and client addresses are counted by their keyed hash.
 */
@Collaborator
public class SmsGuard {

    private final GuardPolicy policy;
    private final SendCounts counts;
    private final SmsRules rules;
    private final RefusedSms refused;

    @Inject
    public SmsGuard(GuardPolicy policy, SendCounts counts, Keyring keys, RefusedSms refused) {
        this.refused = refused;
        this.policy = policy;
        this.counts = counts;
        this.rules = new SmsRules(policy, keys);
    }

    /**
     * Counts an SMS, unless a limit refuses it.
     *
     * @param caller who asks for the SMS; counted by the address of the {@linkplain Caller#endUser
     *     person} for whom it is
     * @return the limit that refuses the SMS; of several, the one that does so for the longest
     *     time. Empty if the SMS was counted
     * @throws Rejection with {@link Reason#SMS_NUMBER_IMPOSSIBLE}, {@link
     *     Reason#SMS_COUNTRY_DENIED} or {@link Reason#SMS_TYPE_DENIED} if SMS to such numbers are
     *     not sent at all
     */
    public Optional<LimitExceeded> refusal(Caller caller, Sms sms) {
        var denial = policy.denial(sms.recipient(), sms.country());
        if (denial.isPresent()) {
            refused.add(sms);
            throw new Rejection(denial.get());
        }
        var now = sms.promisedAt();
        var held = HeldCounts.lock(counts, rules.of(Subject.of(caller, sms), now), now);
        var refusal = held.refusal();
        if (refusal.isEmpty()) {
            held.count();
        } else {
            refused.add(sms);
        }
        return refusal;
    }

    /**
     * Tells the circuit breaker that a code was entered. Nothing changes if the code was not sent
     * by SMS.
     */
    public void entered(UserId user, PhoneNumber number, long sequence, Instant at) {
        if (policy.breaker().isOn()) {
            var ofPrefix = rules.ofPrefix(number, at);
            counts.lockExisting(ofPrefix.get(0).key())
                    .map(count -> count.entered(rules.tag(user, sequence)))
                    .ifPresent(count -> HeldCounts.keep(counts, ofPrefix, count));
        }
    }
}
