package org.userphone.domain.account;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.guard.CallerGuard;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.EmailVerificationFailed;
import org.userphone.domain.user.Users;

/** Verifies the e-mail address of a user by the code that was made for it. */
@UseCase
public class VerifyEmail {

    private final Users users;
    private final Codes codes;
    private final AttemptPolicy attempts;
    private final CallerGuard callers;
    private final Clock clock;

    @Inject
    public VerifyEmail(
            Users users, Codes codes, AttemptPolicy attempts, CallerGuard callers, Clock clock) {
        this.users = users;
        this.codes = codes;
        this.attempts = attempts;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * Enters a code. This takes no permission: whoever has the code may enter it. But callers who
     * are neither the user nor a holder of {@code user.write} are counted apart, and by themselves:
     * what they do keeps neither the user nor such a holder from entering the code. A wrong code is
     * refused and yet recorded, and so is that there were too many, which is why a rejection does
     * not roll back. Only the user and holders of {@code user.read} are told why no code can be
     * entered.
     *
     * @throws Rejection with {@link Reason#USER_NOT_FOUND}, {@link Reason#TOO_MANY_ATTEMPTS} or
     *     {@link Reason#CODE_INVALID}
     */
    @Transactional(dontRollbackOn = Rejection.class)
    public User verify(Caller caller, UserId id, String code) {
        var user =
                users.lock(id)
                        .filter(User::isHuman)
                        .orElseThrow(() -> new Rejection(Reason.USER_NOT_FOUND));
        var now = clock.instant();
        try {
            user.human().livingEmailCode(now);
        } catch (Rejection none) {
            throw none.explainedIf(caller.isOrMay(id, Permission.USER_READ, user.resourceOwner()));
        }
        boolean byOther = !caller.isOrMay(id, Permission.USER_WRITE, user.resourceOwner());
        if (byOther) {
            callers.letGuess(caller, now);
        }
        var event = user.human().verifyEmail(id, code, byOther, codes, attempts, now);
        if (byOther && event instanceof EmailVerificationFailed) {
            callers.guessedWrong(caller, now);
        }
        var change = user.record(user.worthRecording(event), Editor.of(caller.id()), now);
        users.append(change);
        if (event.rejection().isPresent()) {
            throw event.rejection().get();
        }
        return change.after();
    }
}
