package org.userphone.domain.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.Failures;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.user.UserEvent.EmailChanged;
import org.userphone.domain.user.UserEvent.EmailVerificationFailed;
import org.userphone.domain.user.UserEvent.EmailVerified;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneRemoved;
import org.userphone.domain.user.UserEvent.PhoneVerificationFailed;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.UserEvent.ProfileChanged;

/**
 * A person: who it is, and where its address and its number stand. A decision returns the events
 * that follow and changes nothing.
 *
 * <p>The life of a number: it is <em>set</em> (changed, unproved), a <em>code</em> is made for it,
 * unless the caller vouches for it, and entering the code <em>proves</em> it. Setting another
 * number starts again and makes the pending code worthless.
 *
 * @param phoneFailures wrong codes entered for the person's numbers, this one or an earlier one
 * @param exceeded limits that have refused something since anything else happened
 */
public record Human(
        Profile profile, Email email, Phone phone, Failures phoneFailures, Set<Limit> exceeded)
        implements UserType {

    public Human {
        exceeded = Set.copyOf(exceeded);
    }

    /**
     * Decides to set another number, which is to be proved like this.
     *
     * @throws Rejection with {@link Reason#PHONE_NOT_CHANGED} if it is the number already, verified
     *     or not
     */
    public List<UserEvent> changePhone(PhoneNumber number, Proof proof) {
        if (phone.number().filter(number::equals).isPresent()) {
            throw new Rejection(Reason.PHONE_NOT_CHANGED);
        }
        var events = new ArrayList<UserEvent>(List.of(new PhoneChanged(number)));
        events.addAll(proof.ofPhone());
        return events;
    }

    /** Decides to change the profile; none if nothing differs. */
    public List<UserEvent> changeProfile(Profile changed) {
        return changed.equals(profile) ? List.of() : List.of(new ProfileChanged(changed));
    }

    /** Decides to use an address; the present one can only be vouched for, if it is unproved. */
    public List<UserEvent> updateEmail(EmailAddress address, Proof proof) {
        if (!email.address().equals(address)) {
            var events = new ArrayList<UserEvent>(List.of(new EmailChanged(address)));
            events.addAll(proof.ofEmail());
            return events;
        }
        return proof.isVouched() && email instanceof Email.Unverified ? proof.ofEmail() : List.of();
    }

    /** Decides to use a number; the present one can only be vouched for, if it is unproved. */
    public List<UserEvent> updatePhone(PhoneNumber number, Proof proof) {
        if (phone.number().filter(number::equals).isEmpty()) {
            return changePhone(number, proof);
        }
        return proof.isVouched() && phone instanceof Phone.Unverified ? proof.ofPhone() : List.of();
    }

    /**
     * Decides what an entered code means: it proves the number, or it is a failure to remember.
     * While there are too many failures nothing is compared, so that nobody learns by trying.
     *
     * @param isRight whether the entered code is the pending one
     */
    public UserEvent verifyPhone(
            Predicate<PendingCode> isRight, AttemptPolicy policy, Instant now) {
        var code = phone.pendingCode();
        var wait =
                code.isPresent()
                        ? policy.waitAfter(phoneFailures, code.get(), now)
                        : policy.waitAfter(phoneFailures, now);
        if (wait.isPresent()) {
            return new LimitExceeded(Limit.PHONE_CODE_ATTEMPTS, wait.get());
        }
        return code.isPresent() && !code.get().isExpired(now) && isRight.test(code.get())
                ? new PhoneVerified()
                : new PhoneVerificationFailed();
    }

    /** The pending code, if it may be tried now and only the provider that made it can tell. */
    public Optional<PendingCode> codeOfProvider(AttemptPolicy policy, Instant now) {
        return phone.pendingCode()
                .filter(code -> code.checkedBy().isPresent() && !code.isExpired(now))
                .filter(code -> policy.waitAfter(phoneFailures, code, now).isEmpty());
    }

    /**
     * Decides what a code means that was entered for the e-mail address, as {@link #verifyPhone}.
     *
     * <p>Where no code is alive there is nothing to remember, and no history to fill by trying.
     *
     * @throws Rejection with {@link Reason#CODE_INVALID} if no code is alive
     */
    public UserEvent verifyEmail(
            UserId id, String text, Codes codes, AttemptPolicy policy, Instant now) {
        var code =
                email.pendingCode()
                        .filter(pending -> !pending.isExpired(now))
                        .orElseThrow(() -> new Rejection(Reason.CODE_INVALID));
        var wait = policy.waitAfterSpent(code, now);
        if (wait.isPresent()) {
            return new LimitExceeded(Limit.EMAIL_CODE_ATTEMPTS, wait.get());
        }
        return codes.matches(code, id, email.address().text(), text, now)
                ? new EmailVerified()
                : new EmailVerificationFailed();
    }

    /**
     * Decides to replace the pending code, unless it is too soon.
     *
     * @throws Rejection with {@link Reason#CODE_NOT_PENDING}
     */
    public UserEvent resendPhoneCode(Proof proof, AttemptPolicy policy, Instant now) {
        var code = phone.pendingCode().orElseThrow(() -> new Rejection(Reason.CODE_NOT_PENDING));
        var wait = policy.waitBeforeResend(code, now);
        return wait.isPresent()
                ? new LimitExceeded(Limit.PHONE_CODE_RESENDS, wait.get())
                : proof.ofPhone().get(0);
    }

    /**
     * Decides to remove the number.
     *
     * @throws Rejection with {@link Reason#PHONE_NOT_SET}
     */
    public UserEvent removePhone() {
        if (phone.number().isEmpty()) {
            throw new Rejection(Reason.PHONE_NOT_SET);
        }
        return new PhoneRemoved();
    }

    Human with(Profile changed) {
        return new Human(changed, email, phone, phoneFailures, exceeded);
    }

    Human with(Email changed) {
        return new Human(profile, changed, phone, phoneFailures, exceeded);
    }

    Human with(Phone changed) {
        return new Human(profile, email, changed, phoneFailures, exceeded);
    }

    Human with(Failures changed) {
        return new Human(profile, email, phone, changed, exceeded);
    }

    Human with(Limit limit) {
        var more = EnumSet.of(limit);
        more.addAll(exceeded);
        return new Human(profile, email, phone, phoneFailures, more);
    }

    Human withoutExceeded() {
        return exceeded.isEmpty()
                ? this
                : new Human(profile, email, phone, phoneFailures, Set.of());
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "Human[…]";
    }
}
