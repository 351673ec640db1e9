package org.userphone.domain.guard;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.LimitExceeded;

/**
 * Limits what callers do to other users and to their own history. The counts are locked until the
 * transaction ends, as those of {@link SmsGuard} are, so that of any number of simultaneous calls
 * no more pass than the limits allow. Callers and client addresses are counted by their keyed hash.
 */
@Collaborator
public class CallerGuard {

    private final SendCounts counts;
    private final CallerRules rules;

    @Inject
    public CallerGuard(CallerPolicy policy, SendCounts counts, Keyring keys) {
        this.counts = counts;
        this.rules = new CallerRules(policy, keys);
    }

    /**
     * Lets a caller enter a code for another user, unless the caller or the client address has
     * entered too many wrong ones.
     *
     * @throws Rejection with {@link Reason#TOO_MANY_ATTEMPTS}
     */
    public void letGuess(Caller caller, Instant now) {
        require(lock(rules.guesses(caller, now), now));
    }

    /** Counts a wrong code of a caller whom {@link #letGuess} has let. */
    public void guessedWrong(Caller caller, Instant now) {
        lock(rules.guesses(caller, now), now).count();
    }

    /**
     * Counts a change of a user that the caller makes, if the caller is the user and has no {@code
     * user.write}.
     *
     * @throws Rejection with {@link Reason#SELF_CHANGES_LIMITED} if there were too many
     */
    public void change(Caller caller, User user, Instant now) {
        if (caller.may(Permission.USER_WRITE, user.resourceOwner())) {
            return;
        }
        var held = lock(rules.selfChanges(user.id(), now), now);
        require(held);
        held.count();
    }

    private HeldCounts lock(List<Rule> those, Instant now) {
        return HeldCounts.lock(counts, those, now);
    }

    private static void require(HeldCounts held) {
        held.refusal()
                .flatMap(LimitExceeded::rejection)
                .ifPresent(
                        refused -> {
                            throw new Rejection(
                                    refused.reason(), refused.retryAfter().orElse(Duration.ZERO));
                        });
    }
}
