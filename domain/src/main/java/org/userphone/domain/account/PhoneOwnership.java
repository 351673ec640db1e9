package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.guard.SendCounts;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.Uniqueness;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.Users;

/**
 * Keeps a verified number with one user, if that is set. Whoever verifies a number holds the lock
 * of a count that stands for it until the transaction ends, so that of any number of simultaneous
 * verifications no more than one passes. Users who had verified the same number before this was set
 * keep it.
 */
@Collaborator
public class PhoneOwnership {

    private final Uniqueness uniqueness;
    private final Users users;
    private final SendCounts counts;
    private final Keyring keys;

    @Inject
    public PhoneOwnership(Uniqueness uniqueness, Users users, SendCounts counts, Keyring keys) {
        this.uniqueness = uniqueness;
        this.users = users;
        this.counts = counts;
        this.keys = keys;
    }

    /** The same among other users. */
    PhoneOwnership over(Users others) {
        return new PhoneOwnership(uniqueness, others, counts, keys);
    }

    /**
     * Checks a change that may verify a number, before it is stored. The refusal is recorded in the
     * history of both users, once until something else happens to them.
     *
     * @throws Rejection.Remembered with {@link Reason#PHONE_TAKEN} if another user has verified the
     *     number
     */
    void require(Change change) {
        var number =
                verified(change.after())
                        .filter(n -> !verified(change.before()).equals(Optional.of(n)));
        if (uniqueness == Uniqueness.NONE || number.isEmpty()) {
            return;
        }
        var hash = keys.hash(Purpose.COUNT, "VERIFIED:" + number.get().e164()).value();
        var now = change.events().get(0).position().at();
        counts.lock(Set.of("VERIFIED:" + hash), now);
        var other = users.otherOwner(change.after(), number.get(), uniqueness);
        if (other.isPresent()) {
            users.lock(other.get()).ifPresent(o -> remember(o, Limit.PHONE_WANTED, change));
            if (change.before().isHuman()) {
                remember(change.before(), Limit.PHONE_TAKEN, change);
            }
            throw new Rejection.Remembered(Reason.PHONE_TAKEN, Duration.ZERO);
        }
    }

    private static Optional<PhoneNumber> verified(User user) {
        return user.asHuman()
                .filter(human -> human.phone() instanceof Phone.Verified)
                .flatMap(human -> human.phone().number());
    }

    private void remember(User user, Limit limit, Change change) {
        var refused = change.events().get(0);
        users.append(
                user.record(
                        user.worthRecording(new LimitExceeded(limit, Duration.ZERO)),
                        refused.editor(),
                        refused.position().at()));
    }
}
