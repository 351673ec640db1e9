package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.user.Human;
import org.userphone.domain.user.Users;

/**
 * Reads what a screen has to know while a code for a number is pending. This requires {@code
 * user.read}, except for users themselves.
 */
@UseCase
public class ReadPhoneCode {

    /**
     * A code that is pending.
     *
     * @param expiresAt until when it can be entered
     * @param resendAt from when on another SMS can be asked for; empty if it can be already, so
     *     that a screen need not compare times of two clocks
     * @param triesLeft how many wrong codes the user may still enter before the code is refused; 0
     *     if it is refused already
     */
    public record PhoneCode(Instant expiresAt, Optional<Instant> resendAt, int triesLeft) {}

    private final Users users;
    private final AttemptPolicy policy;
    private final Clock clock;

    @Inject
    public ReadPhoneCode(Users users, AttemptPolicy policy, Clock clock) {
        this.users = users;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * @return empty if no code is pending, or if it has expired
     * @throws Rejection with {@link Reason#USER_NOT_FOUND} or {@link Reason#PERMISSION_MISSING}
     */
    public Optional<PhoneCode> read(Caller caller, UserId id) {
        var user = users.find(id).orElseThrow(() -> new Rejection(Reason.USER_NOT_FOUND));
        caller.requireSelfOr(Permission.USER_READ, id, user.resourceOwner());
        var now = clock.instant();
        return user.asHuman()
                .flatMap(
                        human ->
                                human.phone()
                                        .pendingCode()
                                        .filter(code -> !code.isExpired(now))
                                        .map(code -> shown(human, code, now)));
    }

    private PhoneCode shown(Human human, PendingCode code, Instant now) {
        return new PhoneCode(
                code.expiresAt(),
                policy.waitBeforeResend(code, now).map(now::plus),
                policy.triesLeft(human.phoneFailures(), code, now));
    }
}
