package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.Tracing;
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

/**
 * Stores a change of a user together with the SMS that it requires: the SMS is put into the outbox
 * in the transaction of the change.
 */
@Collaborator
public class PromiseSms {

    private final Users users;
    private final PhoneOwnership owners;
    private final Codes codes;
    private final TestNumbers tests;
    private final SmsTemplate template;
    private final SmsGuard guard;
    private final TransactionalOutbox outbox;
    private final SmsSender sender;
    private final Clock clock;
    private final Tracing tracing;

    @Inject
    public PromiseSms(
            Users users,
            PhoneOwnership owners,
            Codes codes,
            TestNumbers tests,
            SmsTemplate template,
            SmsGuard guard,
            TransactionalOutbox outbox,
            SmsSender sender,
            Clock clock,
            Tracing tracing) {
        this.users = users;
        this.owners = owners;
        this.codes = codes;
        this.tests = tests;
        this.template = template;
        this.guard = guard;
        this.outbox = outbox;
        this.sender = sender;
        this.clock = clock;
        this.tracing = tracing;
    }

    /**
     * The same for changes of other users. None of them may need an SMS: the outbox would store the
     * change, too.
     */
    PromiseSms over(Users others) {
        return new PromiseSms(
                others,
                owners.over(others),
                codes,
                tests,
                template,
                guard,
                outbox,
                sender,
                clock,
                tracing);
    }

    /**
     * Decides how a number is to be verified. A test number is verified by its known code. If the
     * SMS provider for the number makes codes itself, it makes this one. Otherwise the code is made
     * here.
     *
     * @throws Rejection with {@link Reason#CODE_MADE_BY_PROVIDER} if the caller wants the code
     *     returned and the provider makes it
     */
    Proof proof(Verification how, UserId user, PhoneNumber number) {
        if (how == Verification.SEND_CODE) {
            var known = tests.code(number, clock.instant());
            if (known.isPresent()) {
                return Proof.byKnown(codes.issue(user, number.e164(), known.get()));
            }
            var provider = sender.makesCode(number);
            if (provider.isPresent()) {
                return Proof.by(provider.get());
            }
        }
        if (how == Verification.RETURN_CODE && sender.makesCode(number).isPresent()) {
            throw new Rejection(Reason.CODE_MADE_BY_PROVIDER);
        }
        return Proof.of(how, codes, user, number.e164());
    }

    /**
     * Appends a change, and puts the SMS that the proof requires into the outbox. If a limit
     * refuses the SMS, the change is not appended; the refusal is recorded instead, unless the user
     * is new. That record stays if the transaction of the use case does not roll back.
     *
     * @param proof of the number that the change adds or makes a code for
     * @throws Rejection.Remembered if a limit refuses the SMS, or as {@link PhoneOwnership#require}
     *     does
     * @throws Rejection if the country or type of the number is not allowed, or the change is
     *     refused
     */
    void append(Caller caller, Change change, Proof proof) {
        owners.require(change);
        var sms =
                message(change, proof)
                        .map(it -> promisedBy(caller, it).tracedBy(tracing.current()));
        if (sms.isEmpty()) {
            users.append(change);
            return;
        }
        var refusal = guard.refusal(caller, sms.get());
        if (refusal.isPresent()) {
            remember(change, refusal.get());
            throw refusal.get().rejection().orElseThrow();
        }
        outbox.append(change, sms.get());
    }

    private Optional<Sms> message(Change change, Proof proof) {
        if (proof.byProvider().isPresent()) {
            return Optional.of(template.requestCode(change));
        }
        return proof.sentCode().map(code -> template.write(change, code));
    }

    private static Sms promisedBy(Caller caller, Sms sms) {
        return caller.origin().request().map(sms::promisedBy).orElse(sms);
    }

    private void remember(Change change, LimitExceeded refusal) {
        var user = change.before();
        if (user.isHuman()) {
            var recorded = change.events().get(0);
            users.append(
                    user.record(
                            user.worthRecording(refusal),
                            recorded.editor(),
                            recorded.position().at()));
        }
    }
}
