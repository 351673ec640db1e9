package org.userphone.api.token;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.userphone.domain.Rejection;

/** What a token says, as parsed JSON: text, {@link Number}, Boolean, List, Map or null. */
record Claims(Map<String, Object> values) {

    Optional<String> text(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A NumericDate (RFC 7519 2) in whole seconds since 1970. One too large for a long becomes the
     * largest long, so no arithmetic may follow but on the other side of a comparison.
     *
     * @throws Rejection if the claim is there and no number: skipping it would be to fail open
     */
    OptionalLong seconds(String name) {
        if (!values.containsKey(name)) {
            return OptionalLong.empty();
        }
        if (values.get(name) instanceof Number number) {
            return OptionalLong.of(number.longValue());
        }
        throw InvalidToken.because(name + " is no number");
    }

    /**
     * The value at a path whose levels are separated by {@code /}. A claim whose name is the whole
     * path wins, because many issuers name their own claims by URL.
     */
    Optional<Object> at(String path) {
        if (values.containsKey(path)) {
            return Optional.ofNullable(values.get(path));
        }
        Object here = values;
        for (String step : path.split("/")) {
            here = here instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return Optional.ofNullable(here);
    }

    /** A text alone or the texts of a list. */
    Set<String> texts(String name) {
        return texts(values.get(name));
    }

    /** A text alone, the texts of a list, or the keys of an object. */
    Set<String> names(String path) {
        Object value = at(path).orElse(null);
        return texts(value instanceof Map<?, ?> object ? object.keySet() : value);
    }

    private static Set<String> texts(Object value) {
        Collection<?> found =
                value instanceof Collection<?> list ? list : Collections.singleton(value);
        return found.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }
}
