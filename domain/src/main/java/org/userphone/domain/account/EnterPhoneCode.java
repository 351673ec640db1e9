package org.userphone.domain.account;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.guard.SmsGuard;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Users;

/** Decides about an entered code and records what it means, in one transaction. */
@UseCase
public class EnterPhoneCode {

    /**
     * What a provider said of an entered code.
     *
     * @param code the one that was pending when it was asked
     */
    public record Judgement(PendingCode code, boolean isRight) {}

    /**
     * What came of it.
     *
     * @param toBeChecked by the provider that made it: nothing is decided yet
     */
    public record Entered(User user, Optional<PendingCode> toBeChecked) {}

    private final Users users;
    private final Codes codes;
    private final AttemptPolicy attempts;
    private final SmsGuard guard;
    private final Clock clock;

    @Inject
    public EnterPhoneCode(
            Users users, Codes codes, AttemptPolicy attempts, SmsGuard guard, Clock clock) {
        this.users = users;
        this.codes = codes;
        this.attempts = attempts;
        this.guard = guard;
        this.clock = clock;
    }

    /**
     * Whoever has the code may enter it; it takes no permission. A wrong code is refused and yet
     * remembered, and so is that there were too many, which is why a rejection does not undo what
     * was recorded. The limits count when a judgement comes as well: of answers that a provider
     * gave to many callers at once, no more are told than there may be tries.
     *
     * @param judgement of the provider, once it was asked
     * @throws Rejection with {@link Reason#PHONE_USER_NOT_FOUND}, {@link Reason#TOO_MANY_ATTEMPTS}
     *     or {@link Reason#CODE_INVALID}
     */
    @Transactional(dontRollbackOn = Rejection.class)
    public Entered enter(Caller caller, UserId id, String text, Optional<Judgement> judgement) {
        var user =
                users.lock(id)
                        .filter(User::isHuman)
                        .orElseThrow(() -> new Rejection(Reason.PHONE_USER_NOT_FOUND));
        var now = clock.instant();
        var toBeChecked = user.human().codeOfProvider(attempts, now);
        if (judgement.isEmpty() && toBeChecked.isPresent()) {
            return new Entered(user, toBeChecked);
        }
        var event =
                user.human()
                        .verifyPhone(
                                code -> isRight(user, code, text, judgement, now), attempts, now);
        var change = user.record(user.worthRecording(event), Editor.of(caller.id()), now);
        if (event.rejection().isEmpty()) {
            var phone = user.human().phone();
            var entered = phone.pendingCode().orElseThrow().sequence();
            guard.entered(id, phone.number().orElseThrow(), entered, now);
        }
        users.append(change);
        event.rejection().ifPresent(Rejection::raise);
        return new Entered(change.after(), Optional.empty());
    }

    /** A judgement counts for the code that it is about, and not for one that came after it. */
    private boolean isRight(
            User user, PendingCode code, String text, Optional<Judgement> judgement, Instant now) {
        if (code.origin() instanceof ByProvider) {
            return judgement
                    .filter(judged -> judged.code().sequence() == code.sequence())
                    .filter(Judgement::isRight)
                    .isPresent();
        }
        var number = user.human().phone().number().orElseThrow();
        return codes.matches(code, user.id(), number.e164(), text, now);
    }
}
