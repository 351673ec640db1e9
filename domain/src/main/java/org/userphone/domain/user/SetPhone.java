package org.userphone.domain.user;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsTemplate;

/** Sets a user's number and has it proved (spec section 2.4). */
@UseCase
public class SetPhone {

    /**
     * The number is set.
     *
     * @param code present if the caller asked to get it
     */
    public record PhoneSet(User user, Optional<VerificationCode> code) {}

    private final Users users;
    private final Codes codes;
    private final PhonePolicy phones;
    private final SmsOutbox outbox;
    private final SmsTemplate template;
    private final Clock clock;

    @Inject
    public SetPhone(
            Users users,
            Codes codes,
            PhonePolicy phones,
            SmsOutbox outbox,
            SmsTemplate template,
            Clock clock) {
        this.users = users;
        this.codes = codes;
        this.phones = phones;
        this.outbox = outbox;
        this.template = template;
        this.clock = clock;
    }

    /**
     * @param phone the number as people write it
     * @throws Rejection with, in this order, {@link Reason#PHONE_USER_NOT_FOUND}, {@link
     *     Reason#PERMISSION_MISSING}, {@link Reason#PHONE_EMPTY} or {@link Reason#PHONE_INVALID},
     *     {@link Reason#PHONE_NOT_CHANGED}
     */
    public PhoneSet set(Caller caller, UserId id, String phone, Verification how) {
        var user =
                users.lock(id)
                        .filter(User::isHuman)
                        .orElseThrow(() -> new Rejection(Reason.PHONE_USER_NOT_FOUND));
        how.authorise(caller, user);
        var number = phones.parse(phone);
        var proof = Proof.of(how, codes, id, number.e164());
        var change =
                user.record(
                        user.human().changePhone(number, proof),
                        Editor.of(caller.id()),
                        clock.instant());
        users.append(change);
        proof.sentCode().ifPresent(code -> outbox.add(template.write(change, code)));
        return new PhoneSet(change.after(), proof.returnedCode());
    }
}
