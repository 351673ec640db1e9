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
import org.userphone.domain.code.Codes;
import org.userphone.domain.guard.SmsGuard;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.sms.SmsTemplate;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.Proof;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.Users;
import org.userphone.domain.user.Verification;

/** Promises the SMS that a change of a user needs, together with the change or not at all. */
@UseCase
public class PromiseSms {

    private final Users users;
    private final Codes codes;
    private final TestNumbers tests;
    private final SmsTemplate template;
    private final SmsGuard guard;
    private final TransactionalOutbox outbox;
    private final SmsSender sender;
    private final Clock clock;

    @Inject
    public PromiseSms(
            Users users,
            Codes codes,
            TestNumbers tests,
            SmsTemplate template,
            SmsGuard guard,
            TransactionalOutbox outbox,
            SmsSender sender,
            Clock clock) {
        this.users = users;
        this.codes = codes;
        this.tests = tests;
        this.template = template;
        this.guard = guard;
        this.outbox = outbox;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * How a number is to be proved: by the known code if it is one for tests, or by a code of the
     * provider's if that makes its own.
     *
     * @throws Rejection with {@link Reason#CODE_MADE_BY_PROVIDER} if that is to be returned
     */
    Proof proof(Verification how, UserId user, PhoneNumber number) {
        return tests.code(number, clock.instant())
                .filter(code -> how == Verification.SEND_CODE)
                .map(code -> codes.issue(user, number.e164(), code))
                .map(code -> new Proof(how, Optional.of(code), true))
                .or(() -> provider(how, number).map(Proof::by))
                .orElseGet(() -> Proof.of(how, codes, user, number.e164()));
    }

    private Optional<String> provider(Verification how, PhoneNumber number) {
        return switch (how) {
            case SEND_CODE -> sender.makesCode(number);
            case RETURN_CODE -> {
                sender.makesCode(number).ifPresent(PromiseSms::refuseToReturn);
                yield Optional.empty();
            }
            case ALREADY_VERIFIED, NONE -> Optional.empty();
        };
    }

    private static void refuseToReturn(String provider) {
        throw new Rejection(Reason.CODE_MADE_BY_PROVIDER);
    }

    /**
     * Appends a change, and puts the SMS with its code into the outbox if it has one to be sent. If
     * a limit refuses that, nothing is appended but the refusal, to a user who was there before; it
     * stays in the history if the use case that asks does not undo it.
     *
     * @param proof of the number, if it was added or a code made for it
     * @throws Rejection.Remembered if a limit refuses the SMS
     * @throws Rejection if one is never sent to such a number, or the change is refused
     */
    @Transactional(dontRollbackOn = Rejection.Remembered.class)
    void append(Caller caller, Change change, Optional<Proof> proof) {
        var sms = proof.flatMap(made -> message(change, made));
        sms.flatMap(message -> guard.refusal(caller.address(), message))
                .ifPresent(refusal -> refuse(change, refusal));
        if (sms.isPresent()) {
            outbox.append(change, sms.get());
        } else {
            users.append(change);
        }
    }

    private Optional<Sms> message(Change change, Proof proof) {
        return proof.sentCode()
                .map(code -> template.write(change, code))
                .or(() -> proof.byProvider().map(provider -> template.requestCode(change)));
    }

    private void refuse(Change change, LimitExceeded refusal) {
        var user = change.before();
        if (user.isHuman()) {
            var recorded = change.events().get(0);
            users.append(
                    user.record(
                            user.worthRecording(refusal),
                            recorded.editor(),
                            recorded.position().at()));
        }
        refusal.rejection().ifPresent(Rejection::raise);
    }
}
