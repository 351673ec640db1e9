package org.userphone.domain.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Explanation;
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
 * A human user: the profile, and the states of the e-mail address and the number. A decision
 * returns the events that follow and changes nothing.
 *
 * <p>A number is <em>set</em>, and is unverified then. Unless the caller vouches for it, a
 * <em>code</em> is made for it, and entering the code <em>verifies</em> the number. Setting another
 * number starts again and makes the pending code worthless.
 *
 * @param phoneFailures the wrong codes that were entered for this user's numbers, the present one
 *     and earlier ones
 * @param exceeded the limits that have refused something since the last event of another kind
 */
public record Human(
        Profile profile, Email email, Phone phone, Failures phoneFailures, Set<Limit> exceeded)
        implements UserType {

    public Human {
        exceeded = Set.copyOf(exceeded);
    }

    /**
     * Decides to set another number, and how it is verified.
     *
     * @throws Rejection with {@link Reason#PHONE_NOT_CHANGED} if the user has this number already,
     *     verified or not
     */
    public List<UserEvent> changePhone(PhoneNumber number, Proof proof) {
        if (phone.number().filter(number::equals).isPresent()) {
            throw new Rejection(Reason.PHONE_NOT_CHANGED);
        }
        var events = new ArrayList<UserEvent>(List.of(new PhoneChanged(number)));
        events.addAll(proof.ofPhone());
        return events;
    }

    /** Decides to change the profile; no event follows if nothing differs. */
    public List<UserEvent> changeProfile(Profile changed) {
        return changed.equals(profile) ? List.of() : List.of(new ProfileChanged(changed));
    }

    /**
     * Decides to set an e-mail address. If the user has this address already, the only thing that
     * can follow is that the caller vouches for it, if it is unverified.
     */
    public List<UserEvent> updateEmail(EmailAddress address, Proof proof) {
        if (!email.address().equals(address)) {
            var events = new ArrayList<UserEvent>(List.of(new EmailChanged(address)));
            events.addAll(proof.ofEmail());
            return events;
        }
        return proof.isVouched() && email instanceof Email.Unverified ? proof.ofEmail() : List.of();
    }

    /**
     * Decides to set a number. If the user has this number already, the only thing that can follow
     * is that the caller vouches for it, if it is unverified.
     */
    public List<UserEvent> updatePhone(PhoneNumber number, Proof proof) {
        if (phone.number().filter(number::equals).isEmpty()) {
            return changePhone(number, proof);
        }
        return proof.isVouched() && phone instanceof Phone.Unverified ? proof.ofPhone() : List.of();
    }

    /**
     * The code that can be entered for the number.
     *
     * @throws Rejection with {@link Reason#CODE_INVALID} if no code is pending or it has expired,
     *     and with the explanation which of both. Nothing is recorded of that, so that nobody is
     *     harmed by codes that were never made
     */
    public PendingCode livingPhoneCode(Instant now) {
        return phone.pendingCode()
                .filter(code -> !code.isExpired(now))
                .orElseThrow(() -> new Rejection(Reason.CODE_INVALID, whyNoPhoneCodeLives()));
    }

    private Explanation whyNoPhoneCodeLives() {
        if (phone instanceof Phone.Verified) {
            return new Explanation("ALREADY_VERIFIED", "The number is verified, its code is spent");
        }
        return phone.pendingCode().isPresent()
                ? new Explanation("CODE_EXPIRED", "The code has expired, ask for a new one")
                : new Explanation("NO_CODE_PENDING", "No code is pending, ask for one");
    }

    /**
     * Decides what an entered code leads to: it verifies the number, or it is recorded as a
     * failure. After too many failures the code is not compared at all, so that nobody learns by
     * trying whether it is right.
     *
     * @param isRight whether the entered code is the pending one
     * @param byOther whether neither the user nor a holder of {@code user.write} enters it
     * @throws Rejection as {@link #livingPhoneCode} does
     */
    public UserEvent verifyPhone(
            Predicate<PendingCode> isRight, boolean byOther, AttemptPolicy policy, Instant now) {
        var code = livingPhoneCode(now);
        var wait = policy.waitAfter(phoneFailures, byOther, code, now);
        if (wait.isPresent()) {
            return new LimitExceeded(Limit.PHONE_CODE_ATTEMPTS, wait.get());
        }
        return isRight.test(code) ? new PhoneVerified() : new PhoneVerificationFailed(byOther);
    }

    /**
     * The pending code, if it may be entered now and only the provider that made it can check it;
     * else empty.
     *
     * @param byOther as in {@link #verifyPhone}
     */
    public Optional<PendingCode> codeOfProvider(
            boolean byOther, AttemptPolicy policy, Instant now) {
        return phone.pendingCode()
                .filter(code -> code.checkedBy().isPresent() && !code.isExpired(now))
                .filter(code -> policy.waitAfter(phoneFailures, byOther, code, now).isEmpty());
    }

    /** As {@link #livingPhoneCode}, for the e-mail address. */
    public PendingCode livingEmailCode(Instant now) {
        return email.pendingCode()
                .filter(code -> !code.isExpired(now))
                .orElseThrow(() -> new Rejection(Reason.CODE_INVALID, whyNoEmailCodeLives()));
    }

    private Explanation whyNoEmailCodeLives() {
        if (email instanceof Email.Verified) {
            return new Explanation(
                    "ALREADY_VERIFIED", "The address is verified, its code is spent");
        }
        return email.pendingCode().isPresent()
                ? new Explanation("CODE_EXPIRED", "The code has expired, ask for a new one")
                : new Explanation("NO_CODE_PENDING", "No code is pending, ask for one");
    }

    /**
     * Decides what a code that was entered for the e-mail address leads to, as {@link #verifyPhone}
     * does for a number. If no code is pending or it has expired, nothing is recorded, so that
     * trying does not fill the history.
     *
     * @param byOther as in {@link #verifyPhone}
     * @throws Rejection with {@link Reason#CODE_INVALID} if no code is pending or it has expired
     */
    public UserEvent verifyEmail(
            UserId id,
            String text,
            boolean byOther,
            Codes codes,
            AttemptPolicy policy,
            Instant now) {
        var code = livingEmailCode(now);
        var wait = policy.waitAfterSpent(code, email.failures(byOther), now);
        if (wait.isPresent()) {
            return new LimitExceeded(Limit.EMAIL_CODE_ATTEMPTS, wait.get());
        }
        return codes.matches(code, id, email.address().text(), text, now)
                ? new EmailVerified()
                : new EmailVerificationFailed(byOther);
    }

    /**
     * Decides to replace the pending code, unless it is too soon for another SMS. A code that is
     * not sent by SMS can be made at any time, and so can the first one for a number that was
     * stored without a code.
     *
     * @throws Rejection with {@link Reason#CODE_NOT_PENDING}
     */
    public UserEvent resendPhoneCode(Proof proof, AttemptPolicy policy, Instant now) {
        if (phone instanceof Phone.Unverified unproved && unproved.code().isEmpty()) {
            return proof.ofPhone().get(0);
        }
        var code = phone.pendingCode().orElseThrow(() -> new Rejection(Reason.CODE_NOT_PENDING));
        var wait = policy.waitBeforeResend(code, now);
        return wait.isPresent() && proof.isSent()
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

    /** Masked: the user is personal data. */
    @Override
    public String toString() {
        return "Human[…]";
    }
}
