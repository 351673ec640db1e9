package org.userphone.domain.guard;

import java.util.Set;

/**
 * Which of several things are let through.
 *
 * @param allowed only these, or all if there are none
 * @param denied none of these, allowed or not
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
