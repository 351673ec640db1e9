package org.userphone.domain.account;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Commits;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.guard.CallerGuard;
import org.userphone.domain.guard.SmsGuard;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.PhoneVerificationFailed;
import org.userphone.domain.user.Users;

/**
 * Decides about a code that was entered for a number, and records the decision in a transaction of
 * its own.
 */
@Collaborator
@Commits
public class EnterPhoneCode {

    /**
     * What a provider says of an entered code.
     *
     * @param code the code that was pending when the provider was asked
     */
    public record Judgement(PendingCode code, boolean isRight) {

        /**
         * Whether the judgement is about this code, and not about another one that was pending
         * before or after it.
         */
        private boolean isAbout(PendingCode other) {
            return code.sequence() == other.sequence();
        }
    }

    /**
     * What came of an entered code.
     *
     * @param toBeChecked the pending code if only the provider that made it can check the entered
     *     one, and nothing is decided yet; empty if the entered code proved the number
     */
    public record Entered(User user, Optional<PendingCode> toBeChecked) {}

    private final Users users;
    private final PhoneOwnership owners;
    private final Codes codes;
    private final AttemptPolicy attempts;
    private final SmsGuard guard;
    private final CallerGuard callers;
    private final Clock clock;

    @Inject
    public EnterPhoneCode(
            Users users,
            PhoneOwnership owners,
            Codes codes,
            AttemptPolicy attempts,
            SmsGuard guard,
            CallerGuard callers,
            Clock clock) {
        this.users = users;
        this.owners = owners;
        this.codes = codes;
        this.attempts = attempts;
        this.guard = guard;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * Decides about an entered code, unless only the provider that made the pending code can check
     * it. Entering a code takes no permission, but callers who are neither the user nor a holder of
     * {@code user.write} are counted apart, and by themselves: what they do keeps neither the user
     * nor such a holder from entering a code. A wrong code is refused and yet recorded, and so is
     * that there were too many, which is why a rejection does not roll back. If no code can be
     * entered, nothing is counted or recorded, and only the user and holders of {@code user.read}
     * are told why.
     *
     * @throws Rejection with {@link Reason#PHONE_USER_NOT_FOUND}, {@link Reason#TOO_MANY_ATTEMPTS},
     *     {@link Reason#CODE_INVALID} or {@link Reason#PHONE_TAKEN}
     */
    @Transactional(dontRollbackOn = Rejection.class)
    public Entered enter(Caller caller, UserId id, String text) {
        var user = lock(id);
        var now = clock.instant();
        boolean byOther = admit(caller, user, now);
        var toBeChecked = user.human().codeOfProvider(byOther, attempts, now);
        return toBeChecked.isPresent()
                ? new Entered(user, toBeChecked)
                : decide(caller, user, byOther, code -> matches(user, code, text, now), now);
    }

    /**
     * Decides about an entered code that a provider has checked; otherwise as {@link #enter(Caller,
     * UserId, String)}. The limits hold here, too: of the judgements of many calls at the same
     * moment, no more are used than codes may be tried.
     *
     * @throws Rejection as {@link #enter(Caller, UserId, String)} does
     */
    @Transactional(dontRollbackOn = Rejection.class)
    public Entered enter(Caller caller, UserId id, String text, Judgement judgement) {
        var user = lock(id);
        var now = clock.instant();
        return decide(
                caller,
                user,
                admit(caller, user, now),
                code ->
                        judgement.isAbout(code)
                                ? judgement.isRight()
                                : matches(user, code, text, now),
                now);
    }

    private User lock(UserId id) {
        return users.lock(id)
                .filter(User::isHuman)
                .orElseThrow(() -> new Rejection(Reason.PHONE_USER_NOT_FOUND));
    }

    /** Lets the caller enter a code, and returns whether it is for somebody else. */
    private boolean admit(Caller caller, User user, Instant now) {
        try {
            user.human().livingPhoneCode(now);
        } catch (Rejection none) {
            throw none.explainedIf(
                    caller.isOrMay(user.id(), Permission.USER_READ, user.resourceOwner()));
        }
        boolean byOther = !caller.isOrMay(user.id(), Permission.USER_WRITE, user.resourceOwner());
        if (byOther) {
            callers.letGuess(caller, now);
        }
        return byOther;
    }

    private Entered decide(
            Caller caller,
            User user,
            boolean byOther,
            Predicate<PendingCode> isRight,
            Instant now) {
        var event = user.human().verifyPhone(isRight, byOther, attempts, now);
        if (byOther && event instanceof PhoneVerificationFailed) {
            callers.guessedWrong(caller, now);
        }
        var change = user.record(user.worthRecording(event), Editor.of(caller.id()), now);
        if (event.rejection().isEmpty()) {
            owners.require(change);
            var phone = user.human().phone();
            var entered = phone.pendingCode().orElseThrow().sequence();
            guard.entered(user.id(), phone.number().orElseThrow(), entered, now);
        }
        users.append(change);
        if (event.rejection().isPresent()) {
            throw event.rejection().get();
        }
        return new Entered(change.after(), Optional.empty());
    }

    private boolean matches(User user, PendingCode code, String text, Instant now) {
        var number = user.human().phone().number().orElseThrow();
        return codes.matches(code, user.id(), number.e164(), text, now);
    }
}
