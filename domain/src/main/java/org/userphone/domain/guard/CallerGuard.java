package org.userphone.domain.guard;

import static java.util.stream.Collectors.toSet;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.user.User;

/**
 * Limits what callers do to other users and to their own history. The counts are locked until the
 * transaction ends, as those of {@link SmsGuard} are, so that of any number of simultaneous calls
 * no more pass than the limits allow. Callers and client addresses are counted by their keyed hash.
 */
@Collaborator
public class CallerGuard {

    private final CallerPolicy policy;
    private final SendCounts counts;
    private final Keyring keys;

    @Inject
    public CallerGuard(CallerPolicy policy, SendCounts counts, Keyring keys) {
        this.policy = policy;
        this.counts = counts;
        this.keys = keys;
    }

    /**
     * Lets a caller enter a code for another user, unless the caller or the client address has
     * entered too many wrong ones.
     *
     * @throws Rejection with {@link Reason#TOO_MANY_ATTEMPTS}
     */
    public void letGuess(Caller caller, Instant now) {
        var held = lock(policy.guesses(), guesser(caller), now);
        var wait = wait(policy.guesses(), held, now);
        if (wait.isPresent()) {
            throw new Rejection(Reason.TOO_MANY_ATTEMPTS, wait.get());
        }
    }

    /** Counts a wrong code of a caller whom {@link #letGuess} has let. */
    public void guessedWrong(Caller caller, Instant now) {
        count(policy.guesses(), lock(policy.guesses(), guesser(caller), now), now);
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
        var self = Stream.of(hashed("SELF", user.id().value()));
        var held = lock(policy.selfChanges(), self, now);
        var wait = wait(policy.selfChanges(), held, now);
        if (wait.isPresent()) {
            throw new Rejection(Reason.SELF_CHANGES_LIMITED, wait.get());
        }
        count(policy.selfChanges(), held, now);
    }

    private Stream<String> guesser(Caller caller) {
        return Stream.of(
                hashed("GUESSER", caller.id().value()),
                hashed("GUESSES_FROM", caller.address().text()));
    }

    private Map<String, SendCount> lock(List<Quota> quotas, Stream<String> keys, Instant now) {
        return quotas.isEmpty() ? Map.of() : counts.lock(keys.collect(toSet()), now);
    }

    private static Optional<Duration> wait(
            List<Quota> quotas, Map<String, SendCount> held, Instant now) {
        return held.values().stream()
                .flatMap(
                        count ->
                                quotas.stream()
                                        .flatMap(
                                                quota ->
                                                        quota
                                                                .waitAfter(count.times(), now)
                                                                .stream()))
                .max(Comparator.naturalOrder());
    }

    private void count(List<Quota> quotas, Map<String, SendCount> held, Instant now) {
        if (quotas.isEmpty()) {
            return;
        }
        int kept = quotas.stream().mapToInt(Quota::limit).max().orElseThrow();
        var span = quotas.stream().map(Quota::span).max(Comparator.naturalOrder()).orElseThrow();
        held.forEach((key, count) -> counts.keep(key, count.at(now, kept), now.plus(span)));
    }

    private String hashed(String kind, String value) {
        return kind + ":" + keys.hash(Purpose.COUNT, kind + ":" + value).value();
    }
}
