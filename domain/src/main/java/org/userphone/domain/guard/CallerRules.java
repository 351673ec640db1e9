package org.userphone.domain.guard;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.Keyring;

/** Which limits of a policy look at what a caller does, and under which keys it is counted. */
final class CallerRules {

    private final CallerPolicy policy;
    private final Keyring keys;

    CallerRules(CallerPolicy policy, Keyring keys) {
        this.policy = policy;
        this.keys = keys;
    }

    /** The rules of codes that a caller enters for others. */
    List<Rule> guesses(Caller caller, Instant now) {
        return Stream.concat(
                        guesses(caller.id(), now).stream(), guesses(caller.address(), now).stream())
                .toList();
    }

    List<Rule> guesses(UserId caller, Instant now) {
        return ofKey(CountKey.GUESSER.hashed(keys, caller.value()), now);
    }

    List<Rule> guesses(ClientAddress address, Instant now) {
        return ofKey(CountKey.GUESSES_FROM.hashed(keys, address.text()), now);
    }

    /** The rules of changes that a user makes to the own account. */
    List<Rule> selfChanges(UserId user, Instant now) {
        return ofKey(CountKey.SELF.hashed(keys, user.value()), now);
    }

    /** All rules that look at the count with this key. */
    List<Rule> ofKey(String key, Instant now) {
        return CountKey.of(key)
                .flatMap(
                        kind ->
                                quotas(kind).stream()
                                        .findFirst()
                                        .map(any -> Rule.of(kind.limit(), key, quotas(kind), now)))
                .stream()
                .toList();
    }

    private List<Quota> quotas(CountKey kind) {
        return switch (kind) {
            case GUESSER, GUESSES_FROM -> policy.guesses();
            case SELF -> policy.selfChanges();
            case NUMBER, USER, ADDRESS, PREFIX, COUNTRY, BUDGET -> List.of();
        };
    }
}
