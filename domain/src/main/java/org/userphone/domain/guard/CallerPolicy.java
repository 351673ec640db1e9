package org.userphone.domain.guard;

import java.util.List;

/**
 * What callers may do how often. An empty list means no limit.
 *
 * @param guesses wrong codes for users of whom the caller is none and has no {@code user.write};
 *     for each caller, and for each client address
 * @param selfChanges changes of users to their own account without {@code user.write}
 */
public record CallerPolicy(List<Quota> guesses, List<Quota> selfChanges) {

    public CallerPolicy {
        guesses = List.copyOf(guesses);
        selfChanges = List.copyOf(selfChanges);
    }
}
