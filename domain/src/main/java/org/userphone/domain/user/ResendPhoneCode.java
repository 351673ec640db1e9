package org.userphone.domain.user;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsTemplate;
import org.userphone.domain.user.SetPhone.PhoneSet;

/** Replaces the code that is waiting to be entered by a new one (spec section 2.5). */
@UseCase
public class ResendPhoneCode {

    private final Users users;
    private final Codes codes;
    private final AttemptPolicy attempts;
    private final SmsOutbox outbox;
    private final SmsTemplate template;
    private final Clock clock;

    @Inject
    public ResendPhoneCode(
            Users users,
            Codes codes,
            AttemptPolicy attempts,
            SmsOutbox outbox,
            SmsTemplate template,
            Clock clock) {
        this.users = users;
        this.codes = codes;
        this.attempts = attempts;
        this.outbox = outbox;
        this.template = template;
        this.clock = clock;
    }

    /**
     * That it was too soon is refused and yet remembered, which is why a rejection does not undo
     * what was recorded.
     *
     * @throws Rejection with, in this order, {@link Reason#PHONE_USER_NOT_FOUND}, {@link
     *     Reason#PERMISSION_MISSING}, {@link Reason#CODE_NOT_PENDING} or {@link
     *     Reason#RESEND_TOO_SOON}
     */
    @Transactional(dontRollbackOn = Rejection.class)
    public PhoneSet resend(Caller caller, UserId id, Verification how) {
        var user =
                users.lock(id)
                        .filter(User::isHuman)
                        .orElseThrow(() -> new Rejection(Reason.PHONE_USER_NOT_FOUND));
        how.authorise(caller, user);
        var now = clock.instant();
        var address = user.human().phone().number().map(PhoneNumber::e164).orElse("");
        var proof = Proof.of(how, codes, id, address);
        var event = user.human().resendPhoneCode(proof, attempts, now);
        var change = user.record(user.worthRecording(event), Editor.of(caller.id()), now);
        users.append(change);
        event.rejection().ifPresent(Rejection::raise);
        proof.sentCode().ifPresent(code -> outbox.add(template.write(change, code)));
        return new PhoneSet(change.after(), proof.returnedCode());
    }
}
