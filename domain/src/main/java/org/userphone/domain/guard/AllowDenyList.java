package org.userphone.domain.guard;

import java.util.Set;

/**
 * An allow list and a deny list.
 *
 * @param allowed if not empty, only these things pass
 * @param denied these things never pass, even if they are allowed
 */
public record AllowDenyList<T>(Set<T> allowed, Set<T> denied) {

    public AllowDenyList {
        allowed = Set.copyOf(allowed);
        denied = Set.copyOf(denied);
    }

    public static <T> AllowDenyList<T> all() {
        return new AllowDenyList<>(Set.of(), Set.of());
    }

    boolean lets(T thing) {
        return (allowed.isEmpty() || allowed.contains(thing)) && !denied.contains(thing);
    }
}
