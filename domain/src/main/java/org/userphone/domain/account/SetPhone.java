package org.userphone.domain.account;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.guard.CallerGuard;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.PhonePolicy;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Users;
import org.userphone.domain.user.Verification;

/** Sets the number of a user and starts its verification (protocol section 2.4). */
@UseCase
public class SetPhone {

    /**
     * The result of setting a number or replacing its code.
     *
     * @param code present if the caller asked for the code
     */
    public record PhoneSet(User user, Optional<VerificationCode> code) {}

    private final Users users;
    private final PhonePolicy phones;
    private final PromiseSms sms;
    private final CallerGuard callers;
    private final Clock clock;

    @Inject
    public SetPhone(
            Users users, PhonePolicy phones, PromiseSms sms, CallerGuard callers, Clock clock) {
        this.users = users;
        this.phones = phones;
        this.sms = sms;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * @param phone the number as people write it
     * @throws Rejection with, in this order, {@link Reason#PHONE_USER_NOT_FOUND}, {@link
     *     Reason#PERMISSION_MISSING}, {@link Reason#PHONE_EMPTY} or {@link Reason#PHONE_INVALID},
     *     {@link Reason#PHONE_NOT_CHANGED}, {@link Reason#SELF_CHANGES_LIMITED}, and last those of
     *     {@link PromiseSms#append}
     */
    @Transactional(dontRollbackOn = Rejection.Remembered.class)
    public PhoneSet set(Caller caller, UserId id, String phone, Verification how) {
        var user =
                users.lock(id)
                        .filter(User::isHuman)
                        .orElseThrow(() -> new Rejection(Reason.PHONE_USER_NOT_FOUND));
        how.authorise(caller, user);
        var number = phones.parse(phone, caller, user.resourceOwner());
        var proof = sms.proof(how, id, number);
        var now = clock.instant();
        var change =
                user.record(user.human().changePhone(number, proof), Editor.of(caller.id()), now);
        callers.change(caller, user, now);
        sms.append(caller, change, proof);
        return new PhoneSet(change.after(), proof.returnedCode());
    }
}
