package org.userphone.domain.account;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.SetPhone.PhoneSet;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.guard.CallerGuard;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Users;
import org.userphone.domain.user.Verification;

/** Replaces the pending code for a number by a new one (protocol section 2.5). */
@UseCase
public class ResendPhoneCode {

    private final Users users;
    private final AttemptPolicy attempts;
    private final PromiseSms sms;
    private final CallerGuard callers;
    private final Clock clock;

    @Inject
    public ResendPhoneCode(
            Users users, AttemptPolicy attempts, PromiseSms sms, CallerGuard callers, Clock clock) {
        this.users = users;
        this.attempts = attempts;
        this.sms = sms;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * Replaces the pending code. A request that comes too soon is refused and yet recorded, which
     * is why a rejection does not roll back.
     *
     * @throws Rejection with, in this order, {@link Reason#PHONE_USER_NOT_FOUND}, {@link
     *     Reason#PERMISSION_MISSING}, {@link Reason#CODE_NOT_PENDING} or {@link
     *     Reason#RESEND_TOO_SOON}, {@link Reason#SELF_CHANGES_LIMITED}, and last those of {@link
     *     PromiseSms#append}
     */
    @Transactional(dontRollbackOn = Rejection.class)
    public PhoneSet resend(Caller caller, UserId id, Verification how) {
        var user =
                users.lock(id)
                        .filter(User::isHuman)
                        .orElseThrow(() -> new Rejection(Reason.PHONE_USER_NOT_FOUND));
        how.authorise(caller, user);
        var now = clock.instant();
        var number =
                user.human()
                        .phone()
                        .number()
                        .filter(any -> user.human().phone() instanceof Phone.Unverified)
                        .orElseThrow(() -> new Rejection(Reason.CODE_NOT_PENDING));
        var proof = sms.proof(how, id, number);
        var event = user.human().resendPhoneCode(proof, attempts, now);
        var change = user.record(user.worthRecording(event), Editor.of(caller.id()), now);
        if (event.rejection().isPresent()) {
            users.append(change);
            throw event.rejection().get();
        }
        callers.change(caller, user, now);
        sms.append(caller, change, proof);
        return new PhoneSet(change.after(), proof.returnedCode());
    }
}
